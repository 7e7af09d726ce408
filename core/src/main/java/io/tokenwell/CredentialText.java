package io.tokenwell;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads credential values as text and as numbers. Numbers are written in decimal; blank means Unicode
 * {@code White_Space}.
 */
final class CredentialText {

    private CredentialText() {}

    /** Returns text as it is, numbers in decimal (binary fractions truncated toward zero), and "" for anything else. */
    static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Double || value instanceof Float) {
            return truncated(((Number) value).doubleValue());
        }
        // A BigDecimal is a number kept as its literal text, as a JSON reader with exact decimals delivers it.
        return value instanceof Number number ? number.toString() : "";
    }

    /** Returns an integer from a number (truncated) or from stripped text, and 0 for anything else. */
    static long integer(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).longValue();
        }
        String text = strip(of(value));
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException notAnInteger) {
            return 0;
        }
    }

    static boolean isBlank(String text) {
        return text.codePoints().allMatch(CredentialText::isSpace);
    }

    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static String truncated(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).toBigInteger().toString() : BigInteger.ZERO.toString();
    }

    /**
     * Reports whether a character is Unicode White_Space: what Java calls a space, the no-break spaces and NEL; not
     * U+001C..1F.
     */
    private static boolean isSpace(int character) {
        return Character.isSpaceChar(character) || (character >= 0x09 && character <= 0x0D) || character == 0x85;
    }
}
