package io.tokenwell;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the ids of accounts. An id is a text of 1 to 255 characters (code points) and is compared exactly: case,
 * spaces and accents count, nothing is normalised. A number or a UUID is its usual text, so {@code 42} and {@code "42"}
 * are one id. Ids have no control characters, no line separators and no half surrogate pairs, as those break lines of
 * logs or have no form in UTF-8. Those who get an id from outside ask {@link #problem(String)}.
 *
 * @since 0.1
 */
public final class AccountIds {

    /** The most characters of an id. */
    public static final int LONGEST = 255;

    /** The order of code points, which is that of UTF-8's bytes and of {@code COLLATE "C"}. */
    public static final Comparator<String> ORDER = AccountIds::compared;

    private static final String MARKS = "-._~:@+";
    private static final String HEX = "0123456789ABCDEF";

    private AccountIds() {}

    /**
     * Reports why a text is no id.
     *
     * @param id the text
     * @return what is wrong, in words that do not repeat the text; null if it is an id
     */
    public static @Nullable String problem(String id) {
        int length = id.length();
        if (length == 0) {
            return "account id is empty";
        }
        for (int i = 0; i < length; i++) {
            char each = id.charAt(i);
            if ((each <= ' ' || each >= 0x7f) && !fits(id, i, each)) {
                return String.format("account id has a character that is not visible, U+%04X", (int) each);
            }
        }
        if (length > LONGEST && id.codePointCount(0, length) > LONGEST) {
            return "account id is longer than " + LONGEST + " characters";
        }
        return id.isBlank() ? "account id is blank" : null;
    }

    private static boolean fits(String id, int index, char each) {
        if (Character.isHighSurrogate(each)) {
            return index + 1 < id.length() && Character.isLowSurrogate(id.charAt(index + 1));
        }
        if (Character.isLowSurrogate(each)) {
            return index > 0 && Character.isHighSurrogate(id.charAt(index - 1));
        }
        return !Character.isISOControl(each) && each != '\u2028' && each != '\u2029';
    }

    /**
     * Checks that a text is an id.
     *
     * @param id the text
     * @return the same text
     * @throws IllegalArgumentException if it is none, with the {@link #problem(String)}
     */
    public static String checked(String id) {
        @Nullable String problem = problem(id);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return id;
    }

    /**
     * Returns the id for keys of stores, lines of logs and headers. Letters and digits of ASCII and {@code -._~:@+} stay,
     * all other characters are percent-encoded as UTF-8. Each id has one form, and two ids never have the same.
     *
     * @param id the id
     * @return for example {@code 42}, or {@code %7Ba%7D%20b}
     */
    public static String encoded(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isPlain(id.charAt(i))) {
                return escaped(id);
            }
        }
        return id;
    }

    private static String escaped(String id) {
        StringBuilder encoded = new StringBuilder(id.length() + 16);
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (each & 0xff))) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX.charAt(each >> 4 & 0xf)).append(HEX.charAt(each & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= '0' && each <= '9')
                || (each >= 'A' && each <= 'Z')
                || MARKS.indexOf(each) >= 0;
    }

    /**
     * Returns the id that {@link #encoded(String)} has made this text of.
     *
     * @param encoded the text
     * @return the id; null if the text is the encoded form of no id
     */
    public static @Nullable String decoded(String encoded) {
        String id = encoded.indexOf('%') < 0 ? encoded : unescaped(encoded);
        return problem(id) == null && encoded(id).equals(encoded) ? id : null;
    }

    /** Leaves as it is what is no escape; the comparison with the encoded form finds it. */
    private static String unescaped(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? HEX.indexOf(bytes[i + 1]) : -1;
            int low = high < 0 ? -1 : HEX.indexOf(bytes[i + 2]);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Compares code points; units of UTF-16 alone would put U+E000 after an emoji. */
    private static int compared(String one, String other) {
        int both = Math.min(one.length(), other.length());
        for (int i = 0; i < both; i++) {
            char mine = one.charAt(i);
            char theirs = other.charAt(i);
            if (mine != theirs) {
                boolean pairs = Character.isSurrogate(mine) != Character.isSurrogate(theirs);
                return pairs ? (Character.isSurrogate(mine) ? 1 : -1) : Character.compare(mine, theirs);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
