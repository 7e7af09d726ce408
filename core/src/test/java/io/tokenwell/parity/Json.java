package io.tokenwell.parity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads vectors with exact numbers, and compares documents by value. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static JsonNode parse(String line) {
        return MAPPER.readTree(line);
    }

    /** The document with each number in the kind the vector names. */
    static Map<String, @Nullable Object> document(JsonNode credentials, JsonNode kinds) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : credentials.properties()) {
            document.put(
                    entry.getKey(),
                    value(entry.getValue(), kinds.path(entry.getKey()).asString("")));
        }
        return document;
    }

    private static @Nullable Object value(JsonNode node, String kind) {
        if (node.isNumber()) {
            return switch (kind) {
                case "float64" -> node.doubleValue();
                case "json.Number" -> node.decimalValue();
                default -> node.isIntegralNumber() ? (Object) node.longValue() : node.decimalValue();
            };
        }
        return plain(node);
    }

    static @Nullable Object plain(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            return document(node, node.path("-"));
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(plain(element)));
            return list;
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.isNumber() ? number(node) : node.asString();
    }

    private static Object number(JsonNode node) {
        return node.decimalValue();
    }

    /** Equal but for the kind of a number. */
    static Map<String, @Nullable Object> comparable(Map<String, ? extends @Nullable Object> document) {
        Map<String, @Nullable Object> comparable = new LinkedHashMap<>();
        document.forEach((key, value) -> comparable.put(key, value instanceof Number n ? canonical(n) : value));
        return comparable;
    }

    private static BigDecimal canonical(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros();
    }
}
