package io.tokenwell.micrometer;

import io.tokenwell.TokenEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of {@link TokenEvent}, all there are: their names as tags have them. */
final class EventKinds {

    private EventKinds() {}

    /** What is made of each kind's name. */
    static <T> Map<Class<?>, T> each(Function<String, T> maker) {
        return Arrays.stream(TokenEvent.class.getPermittedSubclasses())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), kind -> maker.apply(name(kind))));
    }

    /** {@code RotationAtRisk} is {@code rotation_at_risk}. */
    private static String name(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
