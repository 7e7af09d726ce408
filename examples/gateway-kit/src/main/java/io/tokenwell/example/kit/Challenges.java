package io.tokenwell.example.kit;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What an upstream says with its 401 in {@code WWW-Authenticate} (RFC 6750, section 3). */
final class Challenges {

    /** One parameter; what is quoted belongs to it, whatever it looks like. */
    private static final Pattern PARAMETER =
            Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))");

    private Challenges() {}

    /** Whether another token may help. Another error than this one is about the request or its scope, not the token. */
    static boolean blameTheToken(List<String> values) {
        return values.stream()
                .flatMap(value -> PARAMETER.matcher(value).results())
                .filter(parameter -> parameter.group(1).toLowerCase(Locale.ROOT).equals("error"))
                .map(Challenges::value)
                .allMatch("invalid_token"::equals);
    }

    private static String value(MatchResult parameter) {
        return parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
    }
}
