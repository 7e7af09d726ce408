package io.tokenwell.micrometer;

import io.tokenwell.TokenEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of {@link TokenEvent} and their names in tags. */
final class EventKinds {

    private EventKinds() {}

    /** Returns the values that are made of the names of all kinds. */
    static <T> Map<Class<?>, T> each(Function<String, T> maker) {
        return Arrays.stream(TokenEvent.class.getPermittedSubclasses())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), kind -> maker.apply(name(kind))));
    }

    /** Returns the name in tags, for example {@code rotation_at_risk} for {@code RotationAtRisk}. */
    private static String name(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
