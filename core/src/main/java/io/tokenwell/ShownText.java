package io.tokenwell;

import org.jspecify.annotations.Nullable;

/** A foreign text made fit for logs, tables and terminals: one line, short, nothing that cannot be seen. */
final class ShownText {

    private static final int LONGEST = 200;
    private static final String CUT = "...";

    private ShownText() {}

    /** Null if nothing is left. */
    static @Nullable String of(@Nullable String foreign) {
        if (foreign == null) {
            return null;
        }
        StringBuilder shown = new StringBuilder();
        foreign.codePoints().takeWhile(point -> shown.length() <= 2 * LONGEST).forEach(point -> add(shown, point));
        String line = shown.toString().strip();
        return line.isEmpty() ? null : cut(line);
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

    private static String cut(String line) {
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST - CUT.length()))
                        .strip()
                + CUT;
    }
}
