package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.ImportFailure.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of an array, and of lines, one by one and never whole in memory if they are too long. */
class RecordReaderTest {

    private static final int TOO_LONG = (1 << 20) + 1;

    private static List<RawRecord> read(InputStream in) throws IOException {
        RecordReader reader = new RecordReader(in);
        List<RawRecord> records = new ArrayList<>();
        for (RawRecord next = reader.next(); next != null; next = reader.next()) {
            records.add(next);
        }
        assertThat(reader.next()).isNull();
        return records;
    }

    private static List<RawRecord> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anArrayIsCutIntoItsElements() throws IOException {
        String text = "\n [ {\"a\":\"],}\\\"[{\"} ,\n[1,[2,{\"b\":[]}]],\n\n \"x\\\\\",7 , null,{}\n] \n";
        List<RawRecord> records = read(text);

        assertThat(records).extracting(RawRecord::failure).containsOnlyNulls();
        assertThat(records)
                .extracting(RawRecord::value)
                .containsExactly(
                        Map.of("a", "],}\"[{"),
                        List.of(1, List.of(2, Map.of("b", List.of()))),
                        "x\\",
                        7,
                        null,
                        Map.of());
        assertThat(records)
                .extracting(RawRecord::at)
                .startsWith(new Place(1, 2), new Place(2, 3), new Place(3, 5), new Place(4, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]", " [ \n] \n", "\ufeff[]"})
    void nothingIsNoRecord(String text) throws IOException {
        assertThat(read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,]",
                "[1,,2]",
                "[1,{\"planted\"]",
                "[1,{]",
                "[1,{\"planted\":1}} ,2]",
                "[1,2 3]",
                "[1,planted]",
                "[1,\"planted",
                "[1,",
                "[1,{\"a\":1,\"a\":2},3]"
            })
    void whereItIsNoJsonNothingBehindIsRead(String text) throws IOException {
        List<RawRecord> records = read(text);

        assertThat(records).hasSize(2);
        assertThat(records.get(0).value()).isEqualTo(1);
        ImportFailure failure = failure(records.get(1));
        assertThat(failure.reason()).isEqualTo(ImportReason.NOT_JSON);
        assertThat(failure.detail())
                .startsWith("it is no JSON")
                .endsWith("; nothing behind it can be read")
                .doesNotContain("planted");
    }

    @Test
    void whatIsCutOffBetweenTwoElementsIsTold() throws IOException {
        List<RawRecord> records = read("[{\"a\":1}\n");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).value()).isEqualTo(Map.of("a", 1));
        assertThat(failure(records.get(1)).reason()).isEqualTo(ImportReason.NOT_JSON);
    }

    @Test
    void theColumnIsThatOfTheLine() throws IOException {
        assertThat(failure(read("[\n1, x]").get(1)).detail()).startsWith("it is no JSON from column 4 on");
        assertThat(failure(read("[\n1, {\n\"a\" x}]").get(1)).detail()).startsWith("it is no JSON from column 5 on");
    }

    @Test
    void oneThatIsTooLongKeepsNoOtherOut() throws IOException {
        for (String text : new String[] {"[1,\"%s\",2]", "1\n\"%s\"\n2"}) {
            List<RawRecord> records = read(text.formatted("x".repeat(TOO_LONG)));
            assertThat(records).hasSize(3);
            assertThat(failure(records.get(1)).reason()).isEqualTo(ImportReason.TOO_LONG);
            assertThat(records.get(2).value()).isEqualTo(2);
        }
    }

    @Test
    void oneOfTheGreatestLengthIsRead() throws IOException {
        String longest = "\"" + "x".repeat(TOO_LONG - 3) + "\"";
        assertThat(read("[" + longest + ",1]")).extracting(RawRecord::failure).containsExactly(null, null);
        assertThat(failure(read("[" + longest + " ,1]").get(0)).reason()).isEqualTo(ImportReason.TOO_LONG);
    }

    /** Sixty-four times what may be kept, of any kind. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "{\"a\":[", "1", " "})
    void itsLengthCostsNoMemory(String part) throws IOException {
        String begin = part.equals("x") ? "[\"" : "[\"\",";
        List<RawRecord> records = read(new Repeated(begin, part, 64L * TOO_LONG));
        assertThat(records)
                .extracting(RawRecord::failure)
                .anySatisfy(failure -> assertThat(failure).isNotNull());
        assertThat(records).allSatisfy(record -> assertThat(record.size()).isLessThan(TOO_LONG));
    }

    private static ImportFailure failure(RawRecord record) {
        @Nullable ImportFailure failure = record.failure();
        if (failure == null) {
            throw new AssertionError("it was read");
        }
        return failure;
    }

    /** A text again and again. */
    private static final class Repeated extends InputStream {

        private final byte[] begin;
        private final byte[] part;
        private final long length;
        private long at;

        Repeated(String begin, String part, long length) {
            this.begin = begin.getBytes(StandardCharsets.US_ASCII);
            this.part = part.getBytes(StandardCharsets.US_ASCII);
            this.length = length;
        }

        @Override
        public int read() {
            if (at >= length) {
                return -1;
            }
            long place = at++;
            return place < begin.length ? begin[(int) place] : part[(int) ((place - begin.length) % part.length)];
        }

        @Override
        public int read(byte[] to, int offset, int count) {
            int done = 0;
            for (int next = read(); next >= 0; next = ++done < count ? read() : -1) {
                to[offset + done] = (byte) next;
            }
            return done == 0 ? -1 : done;
        }
    }
}
