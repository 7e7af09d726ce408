package io.tokenwell.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the codes of an answer without a token: RFC 6749 section 5.2, the nested object of OpenAI, and the places that
 * other servers use. The first is the one that is reported.
 */
final class ErrorCodes {

    /** A code is a short word; a longer text may be an echoed token. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private static final List<String> IN_ERRORS = List.of("code", "type", "errorType", "error_code", "errorCode");
    private static final List<String> ON_TOP = List.of("code", "error_code", "errorCode", "status");

    private ErrorCodes() {}

    static List<String> of(Map<?, ?> answer) {
        List<String> found = new ArrayList<>();
        Object error = answer.get("error");
        add(found, error);
        addAll(found, error, IN_ERRORS);
        if (answer.get("errors") instanceof List<?> errors) {
            errors.forEach(each -> addAll(found, each, IN_ERRORS));
        }
        addAll(found, answer, ON_TOP);
        return found.stream().distinct().toList();
    }

    private static void addAll(List<String> found, @Nullable Object object, List<String> keys) {
        if (object instanceof Map<?, ?> fields) {
            keys.forEach(key -> add(found, fields.get(key)));
        }
    }

    private static void add(List<String> found, @Nullable Object value) {
        if (value instanceof String text && CODE.matcher(text.strip()).matches()) {
            found.add(text.strip());
        }
    }
}
