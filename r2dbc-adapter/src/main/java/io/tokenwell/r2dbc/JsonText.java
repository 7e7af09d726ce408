package io.tokenwell.r2dbc;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes text, numbers, booleans, lists, maps and nulls as JSON. Does not use the mapper of Jackson, which takes locks
 * for each new class.
 */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static String of(Map<?, ?> document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            writeMap(out, document);
        }
        return text.toString();
    }

    private static void writeMap(JsonGenerator out, Map<?, ?> map) {
        out.writeStartObject();
        map.forEach((key, value) -> {
            out.writeName(String.valueOf(key));
            write(out, value);
        });
        out.writeEndObject();
    }

    private static void writeList(JsonGenerator out, List<?> list) {
        out.writeStartArray();
        list.forEach(value -> write(out, value));
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, map);
        } else if (value instanceof List<?> list) {
            writeList(out, list);
        } else {
            writeNumber(out, value);
        }
    }

    private static void writeNumber(JsonGenerator out, Object value) {
        if (value instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (value instanceof BigInteger integer) {
            out.writeNumber(integer);
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number whole) {
            out.writeNumber(whole.longValue());
        } else {
            throw new StreamWriteException(
                    out, "not a JSON value: " + value.getClass().getName());
        }
    }
}
