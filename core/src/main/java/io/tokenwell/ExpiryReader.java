package io.tokenwell;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expiry: RFC 3339 (section 5.6) and epoch seconds; beyond these epoch milliseconds, lower case, a space
 * instead of the T, no seconds, no zone (read as UTC), exponents, and padding.
 */
final class ExpiryReader {

    /** Greater numbers are milliseconds: as epoch seconds they would be after the year 5138. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,19}(\\.\\d+)?([eE][+-]?\\d{1,2})?");
    private static final Pattern ZONE = Pattern.compile(".*(Z|[+-]\\d{2}:\\d{2})");

    private ExpiryReader() {}

    static Optional<Instant> read(@Nullable Object value) {
        String text = CredentialText.strip(CredentialText.of(value));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NUMBER.matcher(text).matches() ? ofEpoch(text) : ofIso(text));
        } catch (DateTimeException | ArithmeticException notUnderstood) {
            return Optional.empty();
        }
    }

    private static Instant ofEpoch(String text) {
        long number = new java.math.BigDecimal(text).longValue();
        return Math.abs(number) > LARGEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static Instant ofIso(String text) {
        String iso = text.toUpperCase(Locale.ROOT).replace(',', '.').replaceFirst("^(\\S+) (\\S+)$", "$1T$2");
        return ZONE.matcher(iso).matches()
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
