package io.tokenwell.example.kit;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings that are text, spelt as Spring Boot takes them. What cannot be read is a {@link SettingException}. */
public final class SettingText {

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "", ChronoUnit.MILLIS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final Map<String, Integer> SIZES = Map.of("", 1, "B", 1, "KB", 1 << 10, "MB", 1 << 20);
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9})([A-Za-z]*)");

    private SettingText() {}

    /**
     * A switch.
     *
     * @param settings text by name
     * @param name of the setting
     * @param otherwise if it is not set
     * @return its value
     */
    public static boolean flag(Function<String, @Nullable String> settings, String name, boolean otherwise) {
        return read(settings, name, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /**
     * A time.
     *
     * @param settings text by name
     * @param name of the setting
     * @param otherwise if it is not set
     * @return its value
     */
    public static Duration duration(Function<String, @Nullable String> settings, String name, Duration otherwise) {
        return read(settings, name, otherwise, "a time, for example 30s or PT30S", SettingText::duration);
    }

    private static Duration duration(String text) {
        Matcher simple = NUMBER_AND_UNIT.matcher(text);
        if (!simple.matches()) {
            return Duration.parse(text);
        }
        ChronoUnit unit = UNITS.get(simple.group(2));
        if (unit == null) {
            throw new IllegalArgumentException();
        }
        return Duration.of(Long.parseLong(simple.group(1)), unit);
    }

    static int number(Function<String, @Nullable String> settings, String name, int otherwise) {
        return read(settings, name, otherwise, "a whole number", Integer::valueOf);
    }

    static int size(Function<String, @Nullable String> settings, String name, int otherwise) {
        return read(settings, name, otherwise, "a size, for example 64KB", text -> {
            Matcher simple = NUMBER_AND_UNIT.matcher(text);
            Integer unit = simple.matches() ? SIZES.get(simple.group(2)) : null;
            if (unit == null) {
                throw new IllegalArgumentException();
            }
            return Math.multiplyExact(Integer.parseInt(simple.group(1)), unit);
        });
    }

    static <T> T read(
            Function<String, @Nullable String> settings,
            String name,
            T otherwise,
            String kind,
            Function<String, T> reader) {
        String text = settings.apply(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
            throw SettingException.wrong(name, "must be " + kind);
        }
    }
}
