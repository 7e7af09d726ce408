package io.tokenwell.redis;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.SecretCipher;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cached token as one Redis string, {@code version|expiry|token}, so that a hit is one plain GET. The expiry is in
 * epoch milliseconds, or nothing if unknown. Only the token is encrypted: the server compares versions.
 *
 * @param cipher for the token
 */
record TokenEntry(SecretCipher cipher) {

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,19})\\|(-?\\d{1,19})?\\|(.+)", Pattern.DOTALL);

    String encoded(AccountKey key, CachedToken token) {
        Instant expiry = token.expiresAt();
        String epochMillis = expiry == null ? "" : Long.toString(epochMillis(expiry));
        String stored =
                cipher.encrypted(key, Credentials.ACCESS_TOKEN, token.token().expose());
        return token.version() + "|" + epochMillis + "|" + stored;
    }

    CachedToken decoded(AccountKey key, String entry) {
        int afterVersion = entry.indexOf('|');
        int afterExpiry = entry.indexOf('|', afterVersion + 1);
        if (afterVersion < 1 || afterExpiry < 0 || afterExpiry == entry.length() - 1) {
            throw unreadable();
        }
        try {
            long version = Long.parseLong(entry, 0, afterVersion, 10);
            Instant expiry = expiry(entry, afterVersion + 1, afterExpiry);
            String token = cipher.decrypted(key, Credentials.ACCESS_TOKEN, entry.substring(afterExpiry + 1));
            return new CachedToken(Secret.of(token), version, expiry);
        } catch (NumberFormatException notOfThisForm) {
            throw unreadable();
        }
    }

    /** Whether somebody may be able to read it, be it that we lack the key. */
    static boolean isWellFormed(String entry) {
        return FORM.matcher(entry).matches();
    }

    /** An expiry beyond what milliseconds can count is as good as the last that they can. */
    private static long epochMillis(Instant expiry) {
        try {
            return expiry.toEpochMilli();
        } catch (ArithmeticException beyond) {
            return expiry.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    private static @Nullable Instant expiry(String entry, int from, int to) {
        return from == to ? null : Instant.ofEpochMilli(Long.parseLong(entry, from, to, 10));
    }

    /** Without the entry and without a cause that quotes it: it may hold a token. */
    private static IllegalStateException unreadable() {
        return new IllegalStateException("the entry is not of the form version|expiry|token");
    }
}
