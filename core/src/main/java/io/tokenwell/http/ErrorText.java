package io.tokenwell.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a server beside its code, unless it repeats a secret. */
final class ErrorText {

    /** Longer texts are dropped: they would only have to be searched for secrets. */
    private static final int LONGEST_READ = 2_000;

    /** A sequence like this may be a token, of any account. */
    private static final Pattern LIKE_A_TOKEN = Pattern.compile("[A-Za-z0-9_.~+/=%-]{40,}");

    /** Characters that show nothing: fillers count as letters, and marks on ASCII belong to no language. */
    private static final String UNSEEN =
            "\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u034f\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufe00-\\ufe0f";

    private static final Pattern HIDING = Pattern.compile("(?<=[!-~])[\\p{M}" + UNSEEN + "]+|[" + UNSEEN + "]");
    private static final Pattern OF_NO_SECRET = Pattern.compile("[^!-~]");

    private static final List<String> PLACES = List.of(
            "/error_description", "/error/message", "/errors/0/message", "/error_message", "/message", "/detail");

    private ErrorText() {}

    /**
     * Returns the text without invisible characters and without anything that may be a secret. Invisible characters,
     * and those that a secret cannot have (RFC 6749, appendix A), must not hide a secret from the search.
     */
    static @Nullable String of(ParsedAnswer answer, Predicate<String> secret) {
        return said(answer)
                .filter(text -> text.length() <= LONGEST_READ)
                .map(text -> HIDING.matcher(text).replaceAll(""))
                .filter(text -> !secret.test(text)
                        && !secret.test(OF_NO_SECRET.matcher(text).replaceAll("")))
                .map(text -> LIKE_A_TOKEN.matcher(text).replaceAll("[...]"))
                .orElse(null);
    }

    /** Looks for the text in RFC 6749 section 5.2, in nested error objects, and where other servers put it. */
    private static Optional<String> said(ParsedAnswer answer) {
        return PLACES.stream()
                .map(answer::at)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }
}
