package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * A foreign text made fit for logs, tables and terminals: one line, short, nothing that cannot be seen. Whatever comes from a
 * row, a client or a server goes this way before it is logged or told in an error: else it could write lines of its own, or
 * steer the terminal that shows them. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class ShownText {

    /** What somebody else says, within a line of ours. */
    private static final int LONGEST = 200;

    private static final int LONGEST_LINE = 1_000;
    private static final String CUT = "...";

    private ShownText() {}

    /** Null if nothing is left. */
    static @Nullable String of(@Nullable String foreign) {
        String shown = foreign == null ? "" : shown(foreign, LONGEST);
        return shown.isEmpty() ? null : shown;
    }

    /**
     * A whole line, foreign text in it.
     *
     * @param text what is to be shown, as {@link String#valueOf(Object)} has it
     * @return the same without what breaks or steers a line, at most 1,000 characters of it
     */
    public static String line(@Nullable Object text) {
        return shown(String.valueOf(text), LONGEST_LINE);
    }

    private static String shown(String foreign, int longest) {
        StringBuilder shown = new StringBuilder();
        foreign.codePoints().takeWhile(point -> shown.length() <= 2 * longest).forEach(point -> add(shown, point));
        return cut(shown.toString().strip(), longest);
    }

    /** What only steers the text (zero width, direction) is left out; what breaks it becomes one blank. */
    private static void add(StringBuilder shown, int point) {
        switch (Character.getType(point)) {
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> {
                if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != ' ') {
                    shown.append(' ');
                }
            }
            default -> shown.appendCodePoint(point);
        }
    }

    private static String cut(String line, int longest) {
        if (line.codePointCount(0, line.length()) <= longest) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, longest - CUT.length()))
                        .strip()
                + CUT;
    }
}
