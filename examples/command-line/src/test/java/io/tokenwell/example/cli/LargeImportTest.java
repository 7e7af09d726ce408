package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.r2dbc.IdType;
import io.tokenwell.spi.SecretCipher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A long input is never kept: neither when the table is slow, nor in a heap that is smaller than it. */
class LargeImportTest {

    private static final int RECORDS = 20_000;
    private static final String PADDING = "x".repeat(4_500);

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void nobodyReadsAheadOfWhatIsStored() {
        AtomicLong given = new AtomicLong();
        AtomicLong stored = new AtomicLong();
        AtomicLong farthest = new AtomicLong();
        RecordCheck check = new RecordCheck(SecretCipher.none(), Set.of(), false, IdType.BIGINT);

        BatchReader.batches(new Records(given, ""), check, 500, false)
                .concatMap(
                        batch -> Mono.delay(Duration.ofMillis(5)).doOnNext(tick -> {
                            farthest.accumulateAndGet(given.get() - stored.get(), Math::max);
                            stored.addAndGet(batch.records().size());
                        }),
                        1)
                .blockLast(Duration.ofMinutes(1));

        assertThat(stored).hasValue(RECORDS);
        assertThat(farthest.get()).isLessThan(5 * 500);
    }

    @Test
    void anInputLargerThanTheHeapIsImported(@TempDir Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.tokenwell.example.cli.TokenwellCommand",
                        "import",
                        "-o",
                        "json",
                        "--r2dbc-url",
                        site.database.r2dbcUrl())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (OutputStream to = child.getOutputStream();
                InputStream records = new Records(new AtomicLong(), PADDING)) {
            records.transferTo(to);
        } catch (IOException childEnded) {
            assertThat(childEnded)
                    .as(Files.readString(out) + Files.readString(err))
                    .isNull();
        }

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue())
                .as(Files.readString(out) + Files.readString(err))
                .isZero();
        assertThat(CliSite.JSON.readTree(Files.readString(out)).get("inserted").asInt())
                .isEqualTo(RECORDS);
        assertThat(Files.readString(err)).contains("records read").doesNotContain("planted-secret");
        assertThat(site.query("SELECT count(*) FROM accounts")).containsExactly(String.valueOf(RECORDS));
    }

    /** Lines that are made when they are read. */
    private static final class Records extends InputStream {

        private final AtomicLong given;
        private final String padding;
        private byte[] line = {};
        private int position;

        Records(AtomicLong given, String padding) {
            this.given = given;
            this.padding = padding;
        }

        @Override
        public int read() {
            if (position == line.length) {
                if (given.get() == RECORDS) {
                    return -1;
                }
                line = text(given.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            return line[position++];
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            int next = read();
            if (next < 0) {
                return -1;
            }
            to[offset] = (byte) next;
            int more = Math.min(length - 1, line.length - position);
            System.arraycopy(line, position, to, offset + 1, more);
            position += more;
            return 1 + more;
        }

        private String text(long id) {
            return "{\"id\":" + id + ",\"platform\":\"openai\",\"credentials\":{\"access_token\":\"planted-secret-" + id
                    + "\",\"refresh_token\":\"planted-secret-" + id + "\",\"padding\":\"" + padding + "\"}}\n";
        }
    }
}
