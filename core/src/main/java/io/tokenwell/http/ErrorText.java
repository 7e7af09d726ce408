package io.tokenwell.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server says beside its code, unless it repeats what must stay secret. */
final class ErrorText {

    /** Nobody says more to be read; it would only have to be searched for secrets. */
    private static final int LONGEST_READ = 2_000;

    /** A run like this may be a token, whose ever. */
    private static final Pattern LIKE_A_TOKEN = Pattern.compile("[A-Za-z0-9_.~+/=%-]{40,}");

    /** Fillers count as letters and show nothing; marks upon ASCII are no language's. */
    private static final String UNSEEN =
            "\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u034f\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufe00-\\ufe0f";

    private static final Pattern HIDING = Pattern.compile("(?<=[!-~])[\\p{M}" + UNSEEN + "]+|[" + UNSEEN + "]");
    private static final Pattern OF_NO_SECRET = Pattern.compile("[^!-~]");

    private ErrorText() {}

    /** What cannot be seen must not hide a secret from the search, nor what no secret has (RFC 6749, appendix A). */
    static @Nullable String of(Map<?, ?> answer, Predicate<String> secret) {
        return said(answer)
                .filter(text -> text.length() <= LONGEST_READ)
                .map(text -> HIDING.matcher(text).replaceAll(""))
                .filter(text -> !secret.test(text)
                        && !secret.test(OF_NO_SECRET.matcher(text).replaceAll("")))
                .map(text -> LIKE_A_TOKEN.matcher(text).replaceAll("[...]"))
                .orElse(null);
    }

    /** RFC 6749 section 5.2, and OpenAI's nested object. */
    private static Optional<String> said(Map<?, ?> answer) {
        Object nested = answer.get("error") instanceof Map<?, ?> error ? error.get("message") : null;
        return Stream.of(Optional.ofNullable(answer.get("error_description")), Optional.ofNullable(nested))
                .flatMap(Optional::stream)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }
}
