package io.tokenwell.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RefusedSecretException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an entry when its reply arrives. A refused entry counts as missing. Lettuce turns exceptions into failures of
 * the command.
 */
final class TokenOutput extends CommandOutput<String, String, CachedToken> {

    private final StringCodec texts;
    private final TokenEntry entry;
    private final AccountKey key;
    private final RefusalLog refusals;

    @SuppressWarnings("NullAway") // Lettuce's own way to say that nothing has been read yet
    TokenOutput(StringCodec texts, TokenEntry entry, AccountKey key, RefusalLog refusals) {
        super(texts, null);
        this.texts = texts;
        this.entry = entry;
        this.key = key;
        this.refusals = refusals;
    }

    @Override
    @SuppressWarnings("NullAway") // as above: there is no such entry
    public void set(@Nullable ByteBuffer reply) {
        output = reply == null ? null : read(reply);
    }

    private @Nullable CachedToken read(ByteBuffer reply) {
        try {
            return entry.decoded(key, reply, texts);
        } catch (RefusedSecretException refused) {
            refusals.refused(key, refused);
            return null;
        }
    }
}
