package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Converter of text from outside into text that is safe for logs, tables and terminals: one line, of limited length,
 * without invisible characters. Text of a row, a client or a server has to pass through this class before it is logged
 * or put into an error. Otherwise it could add log lines of its own or control the terminal that shows it.
 *
 * @since 0.1
 */
public final class ShownText {

    /** Limit of a foreign text that is put into a line of ours. */
    private static final int LONGEST = 200;

    private static final int LONGEST_LINE = 1_000;
    private static final String CUT = "...";

    private ShownText() {}

    /** Returns the safe text, or null if nothing is left. */
    static @Nullable String of(@Nullable String foreign) {
        String shown = foreign == null ? "" : shown(foreign, LONGEST);
        return shown.isEmpty() ? null : shown;
    }

    /**
     * Makes a whole line safe that contains foreign text.
     *
     * @param text the text, converted by {@link String#valueOf(Object)}
     * @return the text without characters that break a line or control a terminal, at most 1,000 characters long
     */
    public static String line(@Nullable Object text) {
        return shown(String.valueOf(text), LONGEST_LINE);
    }

    private static String shown(String foreign, int longest) {
        StringBuilder shown = new StringBuilder();
        foreign.codePoints().takeWhile(point -> shown.length() <= 2 * longest).forEach(point -> add(shown, point));
        return cut(shown.toString().strip(), longest);
    }

    /**
     * Drops characters that only control the text (zero width, direction). Replaces those that break the line with one
     * space.
     */
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
