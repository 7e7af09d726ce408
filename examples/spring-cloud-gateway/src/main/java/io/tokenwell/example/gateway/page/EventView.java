package io.tokenwell.example.gateway.page;

import io.tokenwell.TokenEvent;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event of any kind, those to come included: its name, and what its record holds.
 *
 * @param number counts them, so that the same one is known again
 * @param details numbers and truth values as they are, lengths of time in milliseconds, everything else as text
 */
record EventView(long number, Instant at, String type, String accountId, Map<String, Object> details) {

    static EventView of(long number, Instant at, TokenEvent event) {
        Map<String, Object> details = new LinkedHashMap<>();
        @Nullable RecordComponent[] components = event.getClass().getRecordComponents();
        Stream.of(components == null ? new RecordComponent[0] : components)
                .filter(component -> !component.getName().equals("accountId"))
                .forEach(component -> enter(details, component, event));
        return new EventView(number, at, event.getClass().getSimpleName(), event.accountId(), details);
    }

    private static void enter(Map<String, Object> details, RecordComponent component, TokenEvent event) {
        @Nullable Object value = value(component, event);
        if (value instanceof Duration length) {
            details.put(component.getName() + "Millis", length.toMillis());
        } else if (value instanceof Number || value instanceof Boolean) {
            details.put(component.getName(), value);
        } else if (value != null) {
            details.put(component.getName(), value.toString());
        }
    }

    private static @Nullable Object value(RecordComponent component, TokenEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
