package io.tokenwell.redis;

import io.tokenwell.Secret;
import io.tokenwell.spi.CachedToken;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cached token as one Redis string, {@code version|expiry|token}, so that a hit is one plain GET. The expiry is in
 * epoch milliseconds, or nothing if unknown.
 */
final class TokenEntry {

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,19})\\|(-?\\d{1,19})?\\|(.+)", Pattern.DOTALL);

    private TokenEntry() {}

    static String encoded(CachedToken token) {
        Instant expiry = token.expiresAt();
        String epochMillis = expiry == null ? "" : Long.toString(epochMillis(expiry));
        return token.version() + "|" + epochMillis + "|" + token.token().expose();
    }

    static CachedToken decoded(String entry) {
        Matcher parts = FORM.matcher(entry);
        if (!parts.matches()) {
            throw unreadable();
        }
        try {
            return new CachedToken(Secret.of(parts.group(3)), Long.parseLong(parts.group(1)), expiry(parts.group(2)));
        } catch (NumberFormatException tooLarge) {
            throw unreadable();
        }
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
