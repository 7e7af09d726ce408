package io.tokenwell.redis;

import io.tokenwell.ShownText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reason of a failed attempt. Lettuce reports to which address it could not connect; the reason is in the causes
 * or, for a cluster, in the suppressed errors.
 *
 * @param kind equal for the same reason at another moment, port or node
 * @param text one line for a log, reasons first, as a long list of nodes is cut
 */
record Trouble(String kind, String text) {

    /** Netty's native transport puts error numbers into the middle of messages. */
    private static final Pattern IN_BRACKETS = Pattern.compile("\\([^)]*\\)");

    /** The rest of a message may contain a port, a time, or a user. */
    private static final Pattern DETAIL = Pattern.compile("[^\\p{L} :_-].*", Pattern.DOTALL);

    static Trouble of(Throwable failure) {
        List<Throwable> roots = RedisFailure.all(failure)
                .filter(each -> each.getCause() == null)
                .toList();
        String kind = roots.stream().map(Trouble::kindOf).distinct().sorted().collect(Collectors.joining(", "));
        String text = Stream.concat(roots.stream(), Stream.of(RedisFailure.unwrapped(failure)))
                .map(RedisFailure::textOf)
                .distinct()
                .collect(Collectors.joining("; "));
        return new Trouble(ShownText.line(kind), ShownText.line(text));
    }

    private static String kindOf(Throwable root) {
        String said = IN_BRACKETS.matcher(String.valueOf(root.getMessage())).replaceAll("");
        String words = DETAIL.matcher(said).replaceFirst("");
        return root.getClass().getSimpleName() + " " + words.strip();
    }
}
