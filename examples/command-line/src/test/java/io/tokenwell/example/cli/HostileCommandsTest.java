package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import io.tokenwell.tck.HostileInputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a command is given ends with an exit code that is meant, in lines that steer no terminal and tell no secret. */
class HostileCommandsTest {

    private static final List<String> ARGUMENTS = List.of(
            "",
            "nope",
            "--nope",
            "list nope",
            "list --nope",
            "list --limit",
            "list --limit x",
            "list --limit 99999999999999999999",
            "list --after x",
            "list -o xml",
            "list --state x",
            "list --config /nope/planted",
            "list --config /",
            "list --refresh-skew x",
            "list --redis-uri redis://planted-secret@h",
            "list --r2dbc-url r2dbc:postgresql://u:planted-secret@h/d",
            "@/etc/passwd",
            "list @/etc/passwd",
            "history",
            "history x",
            "history 1;DROP",
            "history 1 2",
            "history 1.0",
            "history 0x1",
            "history 99999999999999999999",
            "history -99999999999999999999",
            "refresh x",
            "reinstate x",
            "import /nope/planted",
            "import /",
            "import a b",
            "import - --on-conflict drop");

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "TOKENWELL_R2DBC_URL",
                    List.of("", "planted-secret", "http://planted-secret", "r2dbc:planted-secret", "r2dbc:postgresql:"),
            "TOKENWELL_REDIS_URI", List.of("planted-secret", "http://planted-secret@h", "redis://[planted-secret"),
            "TOKENWELL_TABLES_SCHEMA", List.of("a;DROP", "a\"", "\u202e", "a b", "1"),
            "TOKENWELL_TABLES_ACCOUNTS", List.of("public.accounts", "a'", "a".repeat(64), "tokenwell_claims"),
            "TOKENWELL_COLUMNS_ID", List.of("id;--", "i\nd", "\u0456d"),
            "TOKENWELL_REFRESH_SKEW", List.of("planted-secret", "-1s", "1", "99999999999999999999s", "1e9s"),
            "TOKENWELL_ENCRYPTION_KEYS_1", List.of(CliSite.KEY),
            "TOKENWELL_ENCRYPTION_KEY_0", List.of(CliSite.KEY),
            "TOKENWELL_ENCRYPTION_KEYS_0",
                    List.of("planted-secret", "AAAA", "'" + CliSite.KEY + "'", CliSite.KEY + "," + CliSite.KEY));

    private static final List<String> FILES = List.of(
            "a=\\uZZZZ",
            "tokenwell.nope=planted-secret",
            "tokenwell.\u001b[31m=1",
            "tokenwell.encryption-key[0]=planted-secret",
            "tokenwell.encryption-keys=planted-secret",
            "tokenwell.encryption-keys[0]=planted-secret",
            "tokenwell.tables.accounts=a;DROP",
            "tokenwell.refresh.skew=planted-secret");

    private final HostileInputs inputs = new HostileInputs("command line");
    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void nothingIsMoreThanAnExitCode(@TempDir Path folder) {
        tryRecords();
        ARGUMENTS.forEach(line ->
                inputs.tried("arguments " + line, () -> usage(site.environment(), line.split(" ", -1))));
        SETTINGS.forEach((name, values) -> values.forEach(value -> inputs.tried(name + " " + value, () -> {
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.put(name, value);
            usage(environment, "list");
        })));
        FILES.forEach(text -> inputs.tried(
                "file " + text, () -> usage(site.environment(), "list", "--config", written(folder, text))));
        inputs.end();
    }

    /** All in one import: that a bad one keeps no other out is part of it. */
    private void tryRecords() {
        List<HostileRecords.Line> lines = HostileRecords.all();
        StringBuilder input =
                new StringBuilder(CliSite.record(1, "planted-secret", "planted-secret", "2031-01-01T00:00:00Z"));
        for (int i = 0; i < lines.size(); i++) {
            input.append('\n').append(lines.get(i).latin1().replace("ID", String.valueOf(100 + i)));
        }
        InputStream bytes = new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.ISO_8859_1));
        Run run = CliSite.run(site.environment(), bytes, "import", "-", "-o", "json");
        Map<Long, String> reasons = ImportRun.reasons(run);
        for (int i = 0; i < lines.size(); i++) {
            HostileRecords.Line line = lines.get(i);
            String reason = reasons.getOrDefault((long) (i + 2), "");
            inputs.tried(
                    "record " + line.reason() + " " + shown(line.latin1()),
                    () -> assertThat(reason).isEqualTo(line.reason()));
        }
        long stored = 1 + lines.stream().filter(line -> line.reason().isEmpty()).count();
        inputs.tried("the good records", () -> {
            assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
            assertPlain(run);
            assertThat(site.query("SELECT count(*) FROM accounts")).containsExactly(String.valueOf(stored));
        });
        inputs.tried("a list of them", () -> {
            Run list = site.run("list");
            assertPlain(list);
            assertThat(list.out().lines().count()).isEqualTo(stored + 1);
        });
        inputs.tried("a list of them in JSON", () -> assertPlain(site.run("list", "-o", "json")));
    }

    private void usage(Map<String, String> environment, String... arguments) {
        Run run = CliSite.run(environment, InputStream.nullInputStream(), arguments);
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isNotBlank();
        assertPlain(run);
    }

    private static void assertPlain(Run run) {
        assertThat(run.out() + run.err())
                .doesNotContainPattern("[\\p{Cc}&&[^\n]]|\\p{Cf}")
                .doesNotContain("\tat ", "root:");
    }

    private static String written(Path folder, String text) {
        try {
            return Files.writeString(folder.resolve("hostile.properties"), text).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "... of " + text.length() : text;
    }
}
