package io.tokenwell.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110 section 10.2.3): seconds or an HTTP date in any of its three spellings. */
final class RetryAfter {

    /** Limit of the wait, as a mistake of the server must not block an account for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int DIGITS_BELOW_OVERFLOW = 9;

    private RetryAfter() {}

    static @Nullable Duration read(@Nullable String header, Instant now) {
        String text = header == null ? "" : header.strip();
        if (SECONDS.matcher(text).matches()) {
            return text.length() > DIGITS_BELOW_OVERFLOW ? LONGEST : capped(Duration.ofSeconds(Long.parseLong(text)));
        }
        Date date = text.isEmpty() ? null : DateFormatter.parseHttpDate(text);
        return date == null ? null : capped(Duration.between(now, date.toInstant()));
    }

    private static Duration capped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
