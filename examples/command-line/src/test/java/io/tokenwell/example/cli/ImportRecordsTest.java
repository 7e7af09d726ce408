package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.example.cli.CliSite.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for a record, and how it is stored. */
class ImportRecordsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String LATER = "2031-01-01T00:00:00Z";

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void linesOfStandardInputAreStoredAsTheyAre() {
        Run run = ImportRun.imported(site.login(1, HOUR) + "\n\n" + site.login(2, HOUR), "-o", "json");

        assertThat(run.exit()).isZero();
        assertThat(ImportRun.counts(run)).containsEntry("read", 2L).containsEntry("inserted", 2L);
        Account account = site.accounts.findById("2").blockOptional().orElseThrow();
        assertThat(account.type()).isEqualTo("oauth");
        assertThat(account.status()).isEqualTo("active");
        assertThat(account.credentials().text("note")).contains("keep-me");
        assertThat(account.credentials().tokenVersion()).isPositive();
        assertThat(account.credentials().refreshToken()).isPresent();
    }

    @Test
    void anArrayInAFileIsStoredToo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("accounts.json");
        Files.writeString(file, "[\n" + site.login(1, HOUR) + ",\n" + site.login(2, HOUR) + "\n]\n");

        Run run = site.run("import", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("inserted");
        assertThat(site.query("SELECT id FROM accounts ORDER BY id")).containsExactly("1", "2");
    }

    /** As of two files that were put one behind the other. */
    @Test
    void aSecondArrayIsNotLostWithoutAWord() {
        Run run = ImportRun.imported("[" + site.login(1, HOUR) + "]\n[" + site.login(2, HOUR) + "]", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(ImportRun.reasons(run)).isEqualTo(Map.of(2L, "not-json"));
        assertThat(run.err()).contains("behind the array");
        assertThat(site.query("SELECT id FROM accounts")).containsExactly("1");
    }

    @Test
    void badRecordsAreToldOneByOneAndKeepNoOtherOut() {
        String input = String.join(
                "\n",
                site.login(1, HOUR),
                "{\"id\":2,\"planted-secret",
                "[1]",
                "{\"platform\":\"openai\",\"credentials\":{}}",
                "{\"id\":5,\"platform\":\"aol\",\"credentials\":{}}",
                "{\"id\":6,\"platform\":\"openai\",\"credentials\":\"planted-secret\"}",
                "{\"id\":7,\"platform\":\"openai\",\"credentials\":{\"note\":\"planted-secret\"}}",
                CliSite.record(8, "planted-secret", "planted-secret", "some day, planted-secret"),
                "{\"id\":9,\"platform\":\"openai\",\"credentials\":{\"access_token\":\"at\",\"note\":\"planted-secret\\u0000\"}}",
                "{\"id\":10,\"platform\":\"openai\",\"proxy\":\"http://planted-secret@x\",\"credentials\":{\"access_token\":\"planted-secret\"}}",
                CliSite.record(11, "tw1.0123456789abcdef.planted-secret", "planted-secret", LATER),
                "{\"id\":12,\"platform\":\"openai\",\"credentials\":{\"access_token\":\"planted-secret\\ud800\"}}",
                site.login(13, HOUR),
                CliSite.record(14, "planted-secret\r\nX-Evil: 1", "planted-secret", LATER),
                CliSite.record(15, "planted-secret", "planted-secret\u00e4", LATER));

        Run run = ImportRun.imported(input, "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(ImportRun.counts(run))
                .containsEntry("read", 15L)
                .containsEntry("inserted", 2L)
                .containsEntry("failed", 13L);
        assertThat(ImportRun.reasons(run))
                .isEqualTo(Map.ofEntries(
                        Map.entry(2L, "not-json"),
                        Map.entry(3L, "not-an-object"),
                        Map.entry(4L, "id-invalid"),
                        Map.entry(5L, "platform-unknown"),
                        Map.entry(6L, "credentials-invalid"),
                        Map.entry(7L, "tokens-missing"),
                        Map.entry(8L, "expiry-unreadable"),
                        Map.entry(9L, "refused-by-table"),
                        Map.entry(10L, "proxy-invalid"),
                        Map.entry(11L, "not-storable"),
                        Map.entry(12L, "not-storable"),
                        Map.entry(14L, "token-unusable"),
                        Map.entry(15L, "token-unusable")));
        assertThat(run.err()).contains("record 5 (line 5, account 5): platform-unknown");
        assertThat(site.query("SELECT id FROM accounts ORDER BY id")).containsExactly("1", "13");
    }

    @Test
    void theFirstBadRecordEndsAnImportThatIsToFailFast() {
        String input = site.login(1, HOUR) + "\nnonsense\n" + site.login(3, HOUR);

        Run run = ImportRun.imported(input, "--fail-fast", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(run.json().get("stopped").isNull()).isFalse();
        assertThat(site.query("SELECT id FROM accounts")).containsExactly("1");
    }

    @Test
    void tokensAreEncryptedAsTheLibraryReadsThem() {
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_ENCRYPTIONKEYS_0", CliSite.KEY);

        Run run = site.run(environment, CliSite.record(1, "planted-secret-a", "planted-secret-r", LATER), "import");

        assertThat(run.exit()).isZero();
        assertThat(site.query("SELECT credentials::text FROM accounts")).noneMatch(row -> row.contains("planted"));
        Account account = site.accounts
                .withSecretCipher(TinkSecretCipher.ofBase64(List.of(CliSite.KEY)))
                .findById("1")
                .blockOptional()
                .orElseThrow();
        assertThat(account.credentials().refreshToken().orElseThrow().expose()).isEqualTo("planted-secret-r");
    }

    @Test
    void withoutPostgresqlItEndsWithThatExitCode() {
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_R2DBC_URL", "r2dbc:postgresql://postgres@127.0.0.1:1/postgres");

        Run run = site.run(environment, CliSite.record(1, "planted-secret", "planted-secret", LATER), "import");

        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("PostgreSQL cannot be used");
    }
}
