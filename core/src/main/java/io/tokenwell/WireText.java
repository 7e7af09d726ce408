package io.tokenwell;

/**
 * What a text must be to go out to a server. Tokens, client identifiers and client secrets are of VSCHAR only, {@code
 * %x20-7E} (RFC 6749, appendix A): with anything else in it, above all a line's end, a text put on a header can become
 * another header or another request. Said here once for all that is read from answers, stores and settings. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class WireText {

    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private WireText() {}

    /**
     * Whether a text can be a token, an identifier or a secret. Blanks within are let pass, as the RFC does.
     *
     * @param text what was read, surrounding white space taken off
     * @return true for one VSCHAR or more, and nothing else
     */
    public static boolean isVisible(String text) {
        return firstInvisible(text) < 0 && !text.isEmpty();
    }

    /**
     * The text, if it can be one.
     *
     * @param name what it is, for the error
     * @param text what was configured
     * @return the text
     * @throws IllegalArgumentException if it cannot; names the place, never what stands there
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
     * The text, if it can be the name of a header (RFC 9110, section 5.6.2).
     *
     * @param name what it is, for the error
     * @param header what was configured
     * @return the text
     * @throws IllegalArgumentException if it cannot; names the place, never what stands there
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

    /** A plain loop: every hit in a shared cache pays for it. */
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
