package io.tokenwell.example.cli;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is printed for machines, and now and then looked at: what a terminal would obey, or not show, is spelt with escapes. */
final class Json {

    private static final JsonMapper LINE = JsonMapper.builder().build();
    private static final JsonMapper DOCUMENT =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Set<Byte> HIDDEN =
            Set.of(Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);

    private Json() {}

    static String line(Map<String, ?> object) {
        return escaped(LINE.writeValueAsString(object));
    }

    static String document(Map<String, ?> object) {
        return escaped(DOCUMENT.writeValueAsString(object));
    }

    static String quoted(String text) {
        return escaped(LINE.writeValueAsString(text));
    }

    /** Of these, JSON has none outside of texts; those below the blank Jackson has escaped. */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (point >= 0x7f && HIDDEN.contains((byte) Character.getType(point))) {
                for (char unit : Character.toChars(point)) {
                    escaped.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    /** Keeps its order, and nulls. */
    static Map<String, @Nullable Object> object() {
        return new LinkedHashMap<>();
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
