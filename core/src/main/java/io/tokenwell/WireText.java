package io.tokenwell;

/**
 * Checks for texts that are sent to a server. Tokens, client identifiers and client secrets consist of VSCHAR only,
 * {@code %x20-7E} (RFC 6749, appendix A). With any other character, above all a line end, a text in a header could
 * become another header or another request. One place for everything that is read from answers, stores and settings.
 *
 * @since 0.1
 */
public final class WireText {

    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private WireText() {}

    /**
     * Reports whether a text can be a token, an identifier or a secret. Spaces inside are allowed, as in the RFC.
     *
     * @param text the text, already stripped of surrounding white space
     * @return true for one or more VSCHAR and nothing else
     */
    public static boolean isVisible(String text) {
        return firstInvisible(text) < 0 && !text.isEmpty();
    }

    /**
     * Returns the text if it can be a token, an identifier or a secret.
     *
     * @param name name of the value, for the error
     * @param text the configured text
     * @return the text
     * @throws IllegalArgumentException if the text is blank or contains another character; the message names the
     *     position, never the character or the text
     */
    public static String requireVisible(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        int place = firstInvisible(text);
        if (place >= 0) {
            throw new IllegalArgumentException(name + " may hold only the characters from space to tilde of ASCII"
                    + " (RFC 6749, appendix A), but its character " + (place + 1) + " is none of them");
        }
        return text;
    }

    /**
     * Returns the text if it can be the name of a header (RFC 9110, section 5.6.2).
     *
     * @param name name of the value, for the error
     * @param header the configured text
     * @return the text
     * @throws IllegalArgumentException if it cannot; the message names the position, never the character or the text
     */
    public static String requireHeaderName(String name, String header) {
        if (header.isEmpty()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        for (int place = 0; place < header.length(); place++) {
            if (!isOfName(header.charAt(place))) {
                throw new IllegalArgumentException(name + " must be the name of a header (RFC 9110, section 5.6.2), but"
                        + " its character " + (place + 1) + " cannot be in one");
            }
        }
        return header;
    }

    private static boolean isOfName(char character) {
        boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
        return letter || (character >= '0' && character <= '9') || NAME_MARKS.indexOf(character) >= 0;
    }

    /**
     * Returns the index of the first character that is not VSCHAR, or -1. A plain loop, as every hit in a shared cache
     * runs it.
     */
    private static int firstInvisible(String text) {
        for (int place = 0; place < text.length(); place++) {
            char character = text.charAt(place);
            if (character < ' ' || character > '~') {
                return place;
            }
        }
        return -1;
    }
}
