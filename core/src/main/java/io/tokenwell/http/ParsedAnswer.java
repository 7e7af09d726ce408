package io.tokenwell.http;

import io.tokenwell.Credentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * The body of an answer as an object: JSON, or form-encoded as some servers answer who were not asked for JSON.
 *
 * @param values the object
 */
record ParsedAnswer(Map<String, @Nullable Object> values) {

    /** Deeper objects are not searched for tokens. */
    private static final int DEEPEST = 3;

    /** What stands in place of one of these is no object around a grant. */
    private static final Set<String> OF_A_GRANT = Set.of(
            Credentials.ACCESS_TOKEN,
            Credentials.REFRESH_TOKEN,
            Credentials.EXPIRES_AT,
            "expires_in",
            "id_token",
            "scope",
            "token_type",
            "error",
            "errors");

    private static final Pattern FORM = Pattern.compile("\\s*[A-Za-z_][\\w.-]*=[^\\s<>{}]*\\s*");

    static ParsedAnswer empty() {
        return new ParsedAnswer(Map.of());
    }

    /** Returns the object; empty if the bytes are neither. */
    static Optional<ParsedAnswer> of(byte[] body) {
        return Json.object(body).or(() -> form(body)).map(ParsedAnswer::new);
    }

    private static Optional<Map<String, @Nullable Object>> form(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String field : text.strip().split("&", -1)) {
            int middle = field.indexOf('=');
            if (middle > 0) {
                fields.put(field.substring(0, middle), decoded(field.substring(middle + 1)));
            }
        }
        return Optional.of(fields);
    }

    /** Returns what is not encoded as it is: it may be the only copy of a rotated token. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    /** Returns the value at a JSON Pointer (RFC 6901), null if there is none. */
    @Nullable
    Object at(String place) {
        Object here = values;
        for (JsonPointer rest = JsonPointer.compile(place); !rest.matches(); rest = rest.tail()) {
            here = here instanceof Map<?, ?> object
                    ? object.get(rest.getMatchingProperty())
                    : here instanceof List<?> list ? element(list, rest.getMatchingIndex()) : null;
        }
        return here;
    }

    /** Returns the text, number or boolean at a JSON Pointer; empty if there is none. */
    Optional<String> text(String place) {
        Object value = at(place);
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Optional.of(value.toString().strip())
                : Optional.empty();
    }

    /** Reports whether there is a token at the places, or anywhere by its standard name. */
    boolean hasTokens(TokenAnswerFormat format) {
        return isToken(at(format.accessToken()))
                || isToken(at(format.refreshToken()))
                || withTokens(values, DEEPEST).findAny().isPresent();
    }

    /** Reports whether a value stands for a token, usable or not. Blank text, as beside an error, does not. */
    private static boolean isToken(@Nullable Object value) {
        return value instanceof Number || (value instanceof String text && !text.isBlank());
    }

    /** Reports whether the answer calls itself a failure, whatever its status is. */
    boolean saysError() {
        return values.get("error") != null
                || values.get("errors") != null
                || Boolean.FALSE.equals(values.get("ok"))
                || Boolean.FALSE.equals(values.get("success"));
    }

    private static @Nullable Object element(List<?> list, int index) {
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    /**
     * Returns the only object that has a token by its standard name, wherever it is; empty if there is none or more than
     * one. What it has may be the only copy of a rotated refresh token.
     */
    Optional<ParsedAnswer> onlyObjectWithTokens() {
        List<ParsedAnswer> found = withTokens(values, DEEPEST).distinct().toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Stream<ParsedAnswer> withTokens(Object value, int depth) {
        if (value instanceof List<?> list && depth > 0) {
            return list.stream().flatMap(each -> each == null ? Stream.empty() : withTokens(each, depth - 1));
        }
        if (!(value instanceof Map<?, ?> object)) {
            return Stream.empty();
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.forEach((key, each) -> fields.put(String.valueOf(key), each));
        Credentials tokens = Credentials.of(fields);
        if (tokens.accessToken().isPresent() || tokens.refreshToken().isPresent()) {
            return Stream.of(new ParsedAnswer(fields));
        }
        return depth == 0
                ? Stream.empty()
                : fields.entrySet().stream()
                        .filter(each -> !OF_A_GRANT.contains(each.getKey()))
                        .map(Map.Entry::getValue)
                        .flatMap(each -> each == null ? Stream.empty() : withTokens(each, depth - 1));
    }
}
