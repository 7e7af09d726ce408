package io.tokenwell.example.cli;

import io.tokenwell.example.cli.ArrayText.Element;
import io.tokenwell.example.cli.ImportFailure.Place;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads records one by one from a JSON array, or from lines with a JSON object each, without keeping what it has read. Blocks
 * in its input; not for use by several threads. What it says of unreadable text quotes none of it.
 */
final class RecordReader {

    private static final int LONGEST_RECORD = 1 << 20;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build()
            .readerFor(Object.class);

    private final PushbackInputStream in;
    private @Nullable ArrayText array;
    private boolean begun;
    private boolean ended;
    private long number;
    private long line = 1;

    RecordReader(InputStream in) {
        this.in = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), 1);
    }

    /** The next record; null at the end. */
    @Nullable
    RawRecord next() throws IOException {
        if (!begun) {
            begin();
        }
        if (ended) {
            return null;
        }
        return array == null ? nextLine() : nextElement(array);
    }

    private void begin() throws IOException {
        begun = true;
        int first = in.read();
        for (int i = 0; i < BYTE_ORDER_MARK.length && first == BYTE_ORDER_MARK[i]; i++) {
            first = in.read();
        }
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            line += first == '\n' ? 1 : 0;
            first = in.read();
        }
        if (first < 0) {
            ended = true;
            return;
        }
        if (first == '[') {
            array = new ArrayText(in, line, LONGEST_RECORD);
        } else {
            in.unread(first);
        }
    }

    private @Nullable RawRecord nextElement(ArrayText elements) throws IOException {
        Element element = elements.next();
        if (element == null) {
            ended = true;
            return elements.hasMore() ? behind(elements) : null;
        }
        number++;
        Place at = new Place(number, element.line());
        if (element.text().length > LONGEST_RECORD) {
            return tooLong(at);
        }
        RawRecord record = parsed(at, element.text(), element.column());
        if (record.failure() == null) {
            return record;
        }
        // Where the next element begins cannot be told.
        ended = true;
        return RawRecord.unreadable(
                at, ImportReason.NOT_JSON, record.failure().detail() + "; nothing behind it can be read");
    }

    /** Another array, for example of a second file, would be lost without a word. */
    private RawRecord behind(ArrayText elements) {
        return RawRecord.unreadable(
                new Place(number + 1, elements.line()),
                ImportReason.NOT_JSON,
                "something stands behind the array; it was not read");
    }

    private static RawRecord tooLong(Place at) {
        return RawRecord.unreadable(at, ImportReason.TOO_LONG, "it has more than " + LONGEST_RECORD + " bytes");
    }

    private @Nullable RawRecord nextLine() throws IOException {
        byte[] text = line();
        while (text != null && isBlank(text)) {
            line++;
            text = line();
        }
        if (text == null) {
            ended = true;
            return null;
        }
        number++;
        Place at = new Place(number, line);
        line++;
        return text.length > LONGEST_RECORD ? tooLong(at) : parsed(at, text, 1);
    }

    private static RawRecord parsed(Place at, byte[] text, long column) {
        try {
            return new RawRecord(at, text.length, JSON.readValue(text), null);
        } catch (JacksonException quotesItsInput) {
            return RawRecord.unreadable(at, ImportReason.NOT_JSON, place(quotesItsInput, column));
        }
    }

    /** Within the line; the first of a record may begin with another one. */
    private static String place(JacksonException error, long begin) {
        TokenStreamLocation at = error.getLocation();
        return at == null
                ? "it is no JSON"
                : "it is no JSON from column " + (at.getColumnNr() + (at.getLineNr() == 1 ? begin - 1 : 0)) + " on";
    }

    /** One byte more than may be kept tells that it is too long. */
    private byte @Nullable [] line() throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
        while (next >= 0 && next != '\n') {
            if (text.size() <= LONGEST_RECORD) {
                text.write(next);
            }
            next = in.read();
        }
        return text.toByteArray();
    }

    private static boolean isBlank(byte[] text) {
        for (byte each : text) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
