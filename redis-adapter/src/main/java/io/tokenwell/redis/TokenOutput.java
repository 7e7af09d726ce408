package io.tokenwell.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads an entry as it comes. What it throws, Lettuce makes the command's failure. */
final class TokenOutput extends CommandOutput<String, String, CachedToken> {

    private final StringCodec texts;
    private final TokenEntry entry;
    private final AccountKey key;

    @SuppressWarnings("NullAway") // Lettuce's own way to say that nothing has been read yet
    TokenOutput(StringCodec texts, TokenEntry entry, AccountKey key) {
        super(texts, null);
        this.texts = texts;
        this.entry = entry;
        this.key = key;
    }

    @Override
    @SuppressWarnings("NullAway") // as above: there is no such entry
    public void set(@Nullable ByteBuffer reply) {
        output = reply == null ? null : entry.decoded(key, reply, texts);
    }
}
