package io.tokenwell.example.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is printed for machines. */
final class Json {

    private static final JsonMapper LINE = JsonMapper.builder().build();
    private static final JsonMapper DOCUMENT =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String line(Map<String, ?> object) {
        return LINE.writeValueAsString(object);
    }

    static String document(Map<String, ?> object) {
        return DOCUMENT.writeValueAsString(object);
    }

    /** Keeps its order, and nulls. */
    static Map<String, @Nullable Object> object() {
        return new LinkedHashMap<>();
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
