package io.tokenwell.redis;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.SecretCipher;
import java.time.Instant;
import java.util.regex.Matcher;
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
        Matcher parts = FORM.matcher(entry);
        if (!parts.matches()) {
            throw unreadable();
        }
        String token = cipher.decrypted(key, Credentials.ACCESS_TOKEN, parts.group(3));
        try {
            return new CachedToken(Secret.of(token), Long.parseLong(parts.group(1)), expiry(parts.group(2)));
        } catch (NumberFormatException tooLarge) {
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

    private static @Nullable Instant expiry(@Nullable String epochMillis) {
        return epochMillis == null ? null : Instant.ofEpochMilli(Long.parseLong(epochMillis));
    }

    /** Without the entry and without a cause that quotes it: it may hold a token. */
    private static IllegalStateException unreadable() {
        return new IllegalStateException("the entry is not of the form version|expiry|token");
    }
}
