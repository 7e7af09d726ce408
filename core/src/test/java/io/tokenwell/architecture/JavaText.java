package io.tokenwell.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One formatted source file: its bare code, its methods' lengths, the Javadoc of its public type. */
final class JavaText {

    /** In one pattern, so that quotes in comments and slashes in strings mislead nobody. */
    private static final Pattern WORDS = Pattern.compile("/\\*[\\s\\S]*?\\*/|//[^\\n]*|\"\"\"[\\s\\S]*?\"\"\""
            + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\[^\\n]{1,5})'");

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public ([\\w -]*?)(class|interface|record|enum) ([A-Z]\\w*)([^{]*)");
    private static final Pattern EXCEPTION = Pattern.compile("\\bextends \\w+Exception\\b");

    /** An instance field of the top-level type, by the formatter's indentation. */
    private static final Pattern FIELD = Pattern.compile(
            "(?m)^    (?![^=;]*\\bstatic\\b)(?:@\\w+\\s)*"
                    + "(?:(?:private|protected|public|final|volatile|transient)\\s)*[A-Za-z][\\w.<>\\[\\]?,@ ]*\\s\\w+(?: =|;)");

    /** What changes, or has to be closed, even if the reference to it is final. */
    private static final Pattern STATE_OR_RESOURCE = Pattern.compile("\\b(?:Atomic\\w+|LongAdder|Concurrent\\w+"
            + "|Sinks|Disposable\\w*|\\w*(?:Client|Pool|Connection|Scheduler))\\b");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+[A-Z]\\w*");
    private static final Pattern ANNOTATIONS = Pattern.compile("\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)*");
    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*(?:\\(|$)");

    /** A block in braces; members are those directly in a type that are no types. */
    private record Block(boolean type, boolean member, int from, String head) {

        private String named(String code, int to) {
            long lines = code.substring(from, to).lines().count();
            Matcher name = NAME.matcher(head);
            return (name.find() ? name.group(1) : "initializer") + " has " + lines + " lines";
        }
    }

    private final String text;
    private final String code;
    private final Deque<Block> open = new ArrayDeque<>();
    private int start;
    private int parentheses;

    JavaText(String text) {
        this.text = text;
        this.code = WORDS.matcher(text)
                .replaceAll(words -> "\n".repeat((int) words.group().lines().count() - 1));
    }

    /** Without comments and texts, line by line as it was. */
    String code() {
        return code;
    }

    /**
     * Returns the public top-level types that owe their users a word about threads and whose Javadoc has none:
     * interfaces that others implement, and classes that hold mutable state or a resource. Records, enums, exceptions,
     * sealed interfaces and classes without a field owe none; neither do classes that say "Immutable" and have only
     * final fields.
     */
    List<String> typesSilentAboutThreads() {
        return PUBLIC_TYPE
                .matcher(text)
                .results()
                .filter(type -> !javadocBefore(type).contains("thread"))
                .filter(this::owesWordAboutThreads)
                .map(type -> type.group(3))
                .toList();
    }

    private boolean owesWordAboutThreads(MatchResult type) {
        return switch (type.group(2)) {
            case "interface" ->
                !type.group(1).contains("sealed") || type.group(1).contains("non-sealed");
            case "class" -> !EXCEPTION.matcher(type.group(4)).find() && holdsMore(javadocBefore(type));
            default -> false;
        };
    }

    private boolean holdsMore(String javadoc) {
        List<String> fields =
                FIELD.matcher(code).results().map(MatchResult::group).toList();
        boolean changes = fields.stream()
                .anyMatch(field -> !field.contains("final ")
                        || STATE_OR_RESOURCE.matcher(field).find());
        return changes || (!fields.isEmpty() && !javadoc.contains("Immutable"));
    }

    private String javadocBefore(MatchResult type) {
        String before = text.substring(0, type.start());
        int javadoc = before.lastIndexOf("/**");
        int end = before.lastIndexOf("*/");
        boolean its = javadoc >= 0
                && end > javadoc
                && ANNOTATIONS.matcher(before.substring(end + 2)).matches();
        return its ? before.substring(javadoc, end) : "";
    }

    /** Methods, constructors and initializers from their first word to their closing brace, annotations left out. */
    List<String> methodsAbove(int lines) {
        List<String> found = new ArrayList<>();
        open.clear();
        start = 0;
        parentheses = 0;
        for (int at = 0; at < code.length(); at++) {
            switch (code.charAt(at)) {
                case '(' -> parentheses++;
                case ')' -> parentheses--;
                case '{' -> opened(at);
                case '}' -> closed(at, lines, found);
                case ';' -> restart(at);
                default -> {}
            }
        }
        return found;
    }

    private void opened(int at) {
        String head = code.substring(start, at);
        Matcher annotations = ANNOTATIONS.matcher(head);
        int skipped = annotations.lookingAt() ? annotations.end() : 0;
        boolean inType = parentheses == 0 && (open.isEmpty() || open.peek().type());
        boolean type = inType && TYPE.matcher(head).find();
        open.push(new Block(type, inType && !type, start + skipped, head.substring(skipped)));
        restart(at);
    }

    private void closed(int at, int lines, List<String> found) {
        Block block = open.pop();
        if (block.member() && code.substring(block.from(), at).lines().count() > lines) {
            found.add(block.named(code, at));
        }
        restart(at);
    }

    /** What is in parentheses ends no head: annotations and lambdas may have braces. */
    private void restart(int at) {
        if (parentheses == 0) {
            start = at + 1;
        }
    }
}
