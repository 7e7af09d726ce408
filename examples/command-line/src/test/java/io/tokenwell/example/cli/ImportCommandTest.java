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
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImportCommandTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String LATER = "2031-01-01T00:00:00Z";

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void linesOfStandardInputAreStoredAsTheyAre() {
        Run run = imported(site.login(1, HOUR) + "\n\n" + site.login(2, HOUR), "-o", "json");

        assertThat(run.exit()).isZero();
        assertThat(counts(run)).containsEntry("read", 2L).containsEntry("inserted", 2L);
        Account account = site.accounts.findById(2).blockOptional().orElseThrow();
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

    @Test
    void theSameInputTwiceStoresNothingTwice() {
        String records = site.login(1, HOUR) + "\n" + site.login(2, HOUR);
        imported(records);
        List<String> before = site.query("SELECT credentials::text || updated_at FROM accounts ORDER BY id");

        for (String policy : List.of("skip", "update")) {
            Run again = imported(records, "-o", "json", "--on-conflict", policy);
            assertThat(again.exit()).isZero();
            assertThat(counts(again)).containsEntry("inserted", 0L).containsEntry("updated", 0L);
        }
        assertThat(site.query("SELECT credentials::text || updated_at FROM accounts ORDER BY id"))
                .isEqualTo(before);
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
                CliSite.record(9, "planted-secret\\u0000".replace("\\u0000", "\0"), "planted-secret", LATER),
                "{\"id\":10,\"platform\":\"openai\",\"proxy\":\"http://planted-secret@x\",\"credentials\":{\"access_token\":\"planted-secret\"}}",
                CliSite.record(11, "tw1.0123456789abcdef.planted-secret", "planted-secret", LATER),
                "{\"id\":12,\"platform\":\"openai\",\"credentials\":{\"access_token\":\"planted-secret\\ud800\"}}",
                site.login(13, HOUR));

        Run run = imported(input, "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(counts(run))
                .containsEntry("read", 13L)
                .containsEntry("inserted", 2L)
                .containsEntry("failed", 11L);
        assertThat(reasons(run))
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
                        Map.entry(12L, "not-storable")));
        assertThat(run.err()).contains("record 5 (line 5, account 5): platform-unknown");
        assertThat(site.query("SELECT id FROM accounts ORDER BY id")).containsExactly("1", "13");
    }

    @Test
    void theFirstBadRecordEndsAnImportThatIsToFailFast() {
        String input = site.login(1, HOUR) + "\nnonsense\n" + site.login(3, HOUR);

        Run run = imported(input, "--fail-fast", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(run.json().get("stopped").isNull()).isFalse();
        assertThat(site.query("SELECT id FROM accounts")).containsExactly("1");
    }

    @Test
    void aConflictIsAFailureWhereThatIsThePolicyAndTheRowStays() {
        imported(site.login(1, HOUR));
        String kept = site.credential(1, "refresh_token");

        Run run = imported(site.login(1, HOUR) + "\n" + site.login(2, HOUR), "--on-conflict", "fail", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(reasons(run)).isEqualTo(Map.of(1L, "already-there"));
        assertThat(site.credential(1, "refresh_token")).isEqualTo(kept);
        assertThat(site.query("SELECT id FROM accounts ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void anUpdateIsNewerThanTheRowAndTheCachedTokenIsForgotten() {
        imported(site.login(1, HOUR));
        site.execute("UPDATE accounts SET credentials = credentials || '{\"_token_version\": 9999999999998}'");
        assertThat(site.run("refresh", "1").exit()).isZero();
        String before = cached(1);

        Run run = imported(site.login(1, HOUR), "--on-conflict", "update", "-o", "json");

        assertThat(run.exit()).isZero();
        assertThat(counts(run)).containsEntry("updated", 1L);
        assertThat(site.credential(1, "_token_version")).isEqualTo("10000000000000");
        assertThat(cached(1)).startsWith("10000000000000|").isNotEqualTo(before);
    }

    @Test
    void aRecordImportedBeforeNeverBringsAUsedRefreshTokenBack() {
        String record = site.login(1, Duration.ofMinutes(-1));
        imported(record);
        assertThat(site.run("refresh", "1").exit()).isZero();
        String rotated = site.credential(1, "refresh_token");

        String disabled = record.replaceFirst("\\{", "{\"status\":\"disabled\",");
        Run run = imported(disabled, "--on-conflict", "update", "-o", "json");

        assertThat(counts(run)).containsEntry("updated", 1L);
        assertThat(site.query("SELECT status FROM accounts")).containsExactly("disabled");
        assertThat(site.credential(1, "refresh_token")).isEqualTo(rotated);
    }

    @Test
    void aNewAccountDoesNotInheritTheTokenOfOneThatHadItsIdBefore() {
        imported(site.login(1, HOUR));
        site.run("refresh", "1");
        assertThat(cached(1)).contains("|");
        site.execute("DELETE FROM accounts");

        imported(site.login(1, HOUR));

        assertThat(cached(1)).isEqualTo("null");
    }

    @Test
    void anExportThatIsOlderThanTheRowIsRefused() {
        imported(site.login(1, HOUR));
        String kept = site.credential(1, "refresh_token");
        String older = site.login(1, HOUR).replace("\"note\"", "\"_token_version\":5,\"note\"");

        Run run = imported(older, "--on-conflict", "update", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(reasons(run)).isEqualTo(Map.of(1L, "older-than-row"));
        assertThat(site.credential(1, "refresh_token")).isEqualTo(kept);
    }

    @Test
    void ofTwoRecordsOfOneAccountTheLaterWinsWhereUpdatesAreWanted() {
        String later = site.login(1, HOUR);

        Run run = imported(site.login(1, HOUR) + "\n" + later, "--on-conflict", "update", "-o", "json");

        assertThat(counts(run)).containsEntry("inserted", 1L).containsEntry("updated", 1L);
        assertThat(later).contains(site.credential(1, "refresh_token"));
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
                .findById(1)
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

    private Run imported(String input, String... options) {
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("import", "-"), java.util.stream.Stream.of(options))
                .toArray(String[]::new);
        return site.run(site.environment(), input, arguments);
    }

    private static Map<String, Long> counts(Run run) {
        return run.json().properties().stream()
                .filter(entry -> entry.getValue().isNumber())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asLong()));
    }

    private static Map<Long, String> reasons(Run run) {
        return StreamSupport.stream(run.json().get("failures").spliterator(), false)
                .collect(Collectors.toMap(
                        (JsonNode failure) -> failure.get("record").asLong(),
                        failure -> failure.get("reason").asString()));
    }

    private String cached(long id) {
        return site.redis(
                commands -> String.valueOf(commands.get("tokenwell:{openai:account:" + id + "}:token")));
    }
}
