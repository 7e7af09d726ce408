package io.tokenwell.example.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as in the gateway's settings, {@code 3m} or {@code PT3M}, and for reading. */
final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Map<String, LongFunction<Duration>> UNITS = Map.of(
            "ms", Duration::ofMillis,
            "s", Duration::ofSeconds,
            "m", Duration::ofMinutes,
            "h", Duration::ofHours,
            "d", Duration::ofDays);

    private Durations() {}

    static Duration parsed(Setting setting, String text) {
        Matcher simple = SIMPLE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (simple.matches()) {
            LongFunction<Duration> unit = UNITS.getOrDefault(simple.group(2), Duration::ofSeconds);
            return unit.apply(Long.parseLong(simple.group(1)));
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException notIso) {
            throw SettingException.notUnderstood(setting, "a time such as 3m or 30s");
        }
    }

    /** The two largest units, for example {@code 2d 4h} or {@code -1m 30s}. */
    static String readable(Duration duration) {
        Duration size = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        if (size.toDays() > 0) {
            return sign + size.toDays() + "d " + size.toHoursPart() + "h";
        }
        if (size.toHours() > 0) {
            return sign + size.toHours() + "h " + size.toMinutesPart() + "m";
        }
        return size.toMinutes() > 0
                ? sign + size.toMinutes() + "m " + size.toSecondsPart() + "s"
                : sign + size.toSeconds() + "s";
    }
}
