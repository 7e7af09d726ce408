package io.tokenwell.redis;

import io.tokenwell.ShownText;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a try has failed. Lettuce says where it could not connect to; why, its causes say, or of a cluster what it suppressed.
 *
 * @param kind equal for the same trouble of another moment, port or node
 * @param text one line for a log, the reasons first: a long list of nodes is cut
 */
record Trouble(String kind, String text) {

    /** As Netty's own transport numbers errors in the middle of what it says. */
    private static final Pattern IN_BRACKETS = Pattern.compile("\\([^)]*\\)");

    /** From here on a message may name a port, a time, a user. */
    private static final Pattern DETAIL = Pattern.compile("[^\\p{L} :_-].*", Pattern.DOTALL);

    static Trouble of(Throwable failure) {
        List<Throwable> roots = RedisFailure.all(failure)
                .filter(each -> each.getCause() == null)
                .toList();
        String kind = roots.stream().map(Trouble::kindOf).distinct().sorted().collect(Collectors.joining(", "));
        String text = Stream.concat(roots.stream(), Stream.of(unwrapped(failure)))
                .map(RedisFailure::textOf)
                .distinct()
                .collect(Collectors.joining("; "));
        return new Trouble(ShownText.line(kind), ShownText.line(text));
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static String kindOf(Throwable root) {
        String said = IN_BRACKETS.matcher(String.valueOf(root.getMessage())).replaceAll("");
        String words = DETAIL.matcher(said).replaceFirst("");
        return root.getClass().getSimpleName() + " " + words.strip();
    }
}
