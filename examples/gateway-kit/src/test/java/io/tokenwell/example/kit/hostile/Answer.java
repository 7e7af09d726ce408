package io.tokenwell.example.kit.hostile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back.
 *
 * @param status its code, {@link #NONE} if the gateway closed or stayed silent
 * @param text all of it
 */
record Answer(int status, String text) {

    static final int NONE = 0;

    /** What has come is no answer. */
    static final int NO_HTTP = -1;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \\r].*", Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("(?is).*\\r\\nContent-Length: *(\\d{1,9})\\r\\n.*");

    /** Reads what has come so far; interim answers are read over. */
    static Answer of(String text) {
        if (text.matches("(?is)HTTP/1\\.1 101 .*\\r\\nupgrade: h2c\\r\\n.*")) {
            return new Answer(NONE, ""); // what follows are frames
        }
        String rest = withoutInterim(text);
        Matcher status = STATUS.matcher(rest);
        if (status.matches()) {
            return new Answer(Integer.parseInt(status.group(1)), rest);
        }
        return new Answer(rest.isEmpty() ? NONE : NO_HTTP, rest);
    }

    private static String withoutInterim(String text) {
        String rest = text;
        while (rest.matches("(?s)HTTP/1\\.[01] 1\\d\\d.*") && rest.contains("\r\n\r\n")) {
            rest = rest.substring(rest.indexOf("\r\n\r\n") + 4);
        }
        return rest;
    }

    /** Whether nothing more of it is to come, as far as that can be told before the end of the connection. */
    boolean isWhole(boolean toHead) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || status <= 0) {
            return false;
        }
        String head = text.substring(0, end + 4);
        if (toHead || status == 204 || status == 304) {
            return true;
        }
        Matcher length = LENGTH.matcher(head);
        return length.matches()
                ? text.length() - head.length() >= Integer.parseInt(length.group(1))
                : head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")
                        && text.endsWith("0\r\n\r\n");
    }

    String body() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(end + 4);
    }
}
