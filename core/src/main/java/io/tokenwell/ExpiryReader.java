package io.tokenwell;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expiry: RFC 3339 (section 5.6) and epoch seconds; beyond these epoch milliseconds, lower case, a space
 * instead of the T, no seconds, exponents, padding, HTTP dates (RFC 9110 section 5.6.7), a date alone, which is the
 * beginning of its day, and the zones that databases and languages write: {@code +00}, {@code +0000}, {@code UTC},
 * {@code +0000 UTC}; none is read as UTC. Larger numbers, such as microseconds, are not trusted.
 */
final class ExpiryReader {

    /** Greater numbers are milliseconds: as epoch seconds they would be after the year 5138. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    /** Greater numbers are of another unit: as epoch milliseconds they would be after the year 5138 as well. */
    private static final long LARGEST_MILLIS = 1_000 * LARGEST_SECONDS;

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,19}(\\.\\d+)?([eE][+-]?\\d{1,2})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** A date, a time, and a zone: an offset, a name of UTC, or the offset and the name. */
    private static final Pattern DATE_TIME = Pattern.compile(
            "(" + DATE
                    + ")[T ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)(?: ?([+-]\\d{2})(?::?(\\d{2}))?)?(?: ?(?:Z|UTC|GMT))?");

    private ExpiryReader() {}

    static Optional<Instant> read(@Nullable Object value) {
        String text = CredentialText.strip(CredentialText.of(value));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return NUMBER.matcher(text).matches() ? ofEpoch(text) : Optional.of(ofText(text));
        } catch (DateTimeException | ArithmeticException notUnderstood) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ofEpoch(String text) {
        long number = new BigDecimal(text).longValue();
        if (Math.abs(number) > LARGEST_MILLIS) {
            return Optional.empty();
        }
        return Optional.of(
                Math.abs(number) > LARGEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }

    private static Instant ofText(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        Matcher parts = DATE_TIME.matcher(upper);
        if (parts.matches()) {
            return LocalDateTime.parse(parts.group(1) + 'T' + parts.group(2).replace(',', '.'))
                    .toInstant(offset(parts.group(3), parts.group(4)));
        }
        return DATE.matcher(upper).matches()
                ? LocalDate.parse(upper).atStartOfDay().toInstant(ZoneOffset.UTC)
                : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    }

    private static ZoneOffset offset(@Nullable String hours, @Nullable String minutes) {
        return hours == null ? ZoneOffset.UTC : ZoneOffset.of(hours + ':' + (minutes == null ? "00" : minutes));
    }
}
