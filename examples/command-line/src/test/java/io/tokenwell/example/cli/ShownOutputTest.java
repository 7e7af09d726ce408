package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a row or a server says steers no terminal, and what an argument says opens no file. */
class ShownOutputTest {

    private static final String FORGED = "x\u001b[31m\u009b2J\r\ny\u202e\u2066\u200b\ufeff\u2028z\udb40\udc41";

    @Test
    void aTableIsCleaned() {
        Table table = new Table("WHAT", "STORED");
        List<String> lines =
                table.lines(List.of(List.of(FORGED, "plain"), List.of(Table.cell(FORGED), Table.cell(null))));
        assertThat(lines).hasSize(3).allMatch(line -> line.matches("[\\x20-\\x7e]+"));
        assertThat(lines.get(1)).startsWith("x [31m 2J y z  plain");
        assertThat(lines.get(2)).endsWith("  -");
    }

    @Test
    void jsonSaysTheSameWithEscapes() {
        Map<String, String> object = Map.of("status", FORGED + " Z\u00fcrich \ud83d\ude00");
        for (String json : new String[] {Json.line(object), Json.document(object)}) {
            assertThat(json.strip()).contains("Z\u00fcrich \ud83d\ude00", "\\u009b2J", "\\u202e", "\\udb40\\udc41");
            assertThat(json.codePoints()
                            .filter(point -> point != '\n')
                            .map(Character::getType)
                            .boxed())
                    .doesNotContain(
                            (int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                                    Character.PARAGRAPH_SEPARATOR);
            assertThat(CliSite.JSON.readTree(json).get("status").asString()).isEqualTo(object.get("status"));
        }
    }

    @Test
    void whatIsSaidIsOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        new Console(InputStream.nullInputStream(), System.out, new PrintStream(err, true, StandardCharsets.UTF_8))
                .say("Redis cannot be used: " + FORGED);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("tokenwell: Redis cannot be used: x [31m 2J y z");
    }

    @Test
    void anArgumentIsNotReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("words");
        Files.writeString(file, "planted-words --id=planted-id");
        for (String[] arguments : new String[][] {{"list", "@" + file}, {"@" + file}, {"import", "@" + file}}) {
            CliSite.Run run = CliSite.shared().run(arguments);
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.out() + run.err()).doesNotContain("planted");
        }
    }
}
