package io.tokenwell.example.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array as texts, cut where a comma or the array's end stands outside of texts and brackets. Of one that
 * is too long no more than the limit is kept, so that an element may be as long as it likes. Whether a text is JSON is for others
 * to say. Blocks in its input; not for use by several threads.
 */
final class ArrayText {

    private final InputStream in;
    private final int longest;
    private long line;
    private long column = 1;
    private boolean begun;
    private boolean closed;

    /**
     * An element.
     *
     * @param text without the blanks before it, empty if there is none; at most one byte longer than the limit
     * @param line where it begins
     * @param column where it begins
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Element(byte[] text, long line, long column) {}

    /** Behind its opening bracket. */
    ArrayText(InputStream in, long line, int longest) {
        this.in = in;
        this.line = line;
        this.longest = longest;
    }

    /** Where it stands. */
    long line() {
        return line;
    }

    /** The next one; null behind the closing bracket. Where the input ends before that, empty ones without end. */
    @Nullable
    Element next() throws IOException {
        int next = closed ? -1 : afterBlanks();
        closed |= next == ']' && !begun;
        if (closed) {
            return null;
        }
        begun = true;
        Element begin = new Element(new byte[0], line, column);
        Cut cut = new Cut();
        while (next >= 0 && !cut.endsAt(next)) {
            cut.add(next);
            next = read();
        }
        closed = next == ']';
        return new Element(cut.text.toByteArray(), begin.line(), begin.column());
    }

    /** Anything but blanks; behind the array nothing else is expected. */
    boolean hasMore() throws IOException {
        return afterBlanks() >= 0;
    }

    private int afterBlanks() throws IOException {
        int next = read();
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            next = read();
        }
        return next;
    }

    private int read() throws IOException {
        int next = in.read();
        if (next == '\n') {
            line++;
            column = 0;
        } else {
            column++;
        }
        return next;
    }

    /** One element, as it grows. */
    private final class Cut {

        private final ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
        private int depth;
        private boolean quoted;
        private boolean escaped;

        boolean endsAt(int next) {
            return !quoted && depth == 0 && (next == ',' || next == ']');
        }

        void add(int next) {
            if (text.size() <= longest) {
                text.write(next);
            }
            if (escaped) {
                escaped = false;
            } else if (quoted) {
                escaped = next == '\\';
                quoted = next != '"';
            } else {
                quoted = next == '"';
                depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            }
        }
    }
}
