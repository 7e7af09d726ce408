package io.tokenwell.example.kit;

import java.util.ArrayList;
import java.util.List;

/** What an upstream says with its 401 in {@code WWW-Authenticate} (RFC 6750, section 3). */
final class Challenges {

    private static final String INVALID_TOKEN = "invalid_token";

    private Challenges() {}

    /** Whether another token may help. Another error than this one is about the request or its scope, not the token. */
    static boolean blameTheToken(List<String> values) {
        return errors(values).stream().allMatch(INVALID_TOKEN::equals);
    }

    /** Whether the token is named as the reason, and nothing else is (RFC 6750, section 3.1). */
    static boolean nameTheToken(List<String> values) {
        List<String> errors = errors(values);
        return !errors.isEmpty() && errors.stream().allMatch(INVALID_TOKEN::equals);
    }

    /** What the challenges call their error, all schemes together. */
    private static List<String> errors(List<String> values) {
        List<String> errors = new ArrayList<>();
        for (String value : values) {
            new ChallengeScanner(value, errors).scan();
        }
        return errors;
    }
}
