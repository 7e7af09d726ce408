package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of rows that are there. */
class ImportCommandTest {

    private static final String LATER = "2031-01-01T00:00:00Z";
    private static final Duration HOUR = Duration.ofHours(1);

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void theSameInputTwiceStoresNothingTwice() {
        String records = site.login(1, HOUR) + "\n" + site.login(2, HOUR);
        ImportRun.imported(records);
        List<String> before = site.query("SELECT credentials::text || updated_at FROM accounts ORDER BY id");

        for (String policy : List.of("skip", "update")) {
            Run again = ImportRun.imported(records, "-o", "json", "--on-conflict", policy);
            assertThat(again.exit()).isZero();
            assertThat(ImportRun.counts(again)).containsEntry("inserted", 0L).containsEntry("updated", 0L);
        }
        assertThat(site.query("SELECT credentials::text || updated_at FROM accounts ORDER BY id"))
                .isEqualTo(before);
    }

    @Test
    void aConflictIsAFailureWhereThatIsThePolicyAndTheRowStays() {
        ImportRun.imported(site.login(1, HOUR));
        String kept = site.credential(1, "refresh_token");

        Run run = ImportRun.imported(
                site.login(1, HOUR) + "\n" + site.login(2, HOUR), "--on-conflict", "fail", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(ImportRun.reasons(run)).isEqualTo(Map.of(1L, "already-there"));
        assertThat(site.credential(1, "refresh_token")).isEqualTo(kept);
        assertThat(site.query("SELECT id FROM accounts ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void anUpdateIsNewerThanTheRowAndTheCachedTokenIsForgotten() {
        ImportRun.imported(site.login(1, HOUR));
        site.execute("UPDATE accounts SET credentials = credentials || '{\"_token_version\": 9999999999998}'");
        assertThat(site.run("refresh", "1").exit()).isZero();
        String before = cached(1);

        Run run = ImportRun.imported(site.login(1, HOUR), "--on-conflict", "update", "-o", "json");

        assertThat(run.exit()).isZero();
        assertThat(ImportRun.counts(run)).containsEntry("updated", 1L);
        assertThat(site.credential(1, "_token_version")).isEqualTo("10000000000000");
        assertThat(cached(1)).startsWith("10000000000000|").isNotEqualTo(before);
    }

    @Test
    void aRecordImportedBeforeNeverBringsAUsedRefreshTokenBack() {
        String record = site.login(1, Duration.ofMinutes(-1));
        ImportRun.imported(record);
        assertThat(site.run("refresh", "1").exit()).isZero();
        String rotated = site.credential(1, "refresh_token");

        String disabled = record.replaceFirst("\\{", "{\"status\":\"disabled\",");
        Run run = ImportRun.imported(disabled, "--on-conflict", "update", "-o", "json");

        assertThat(ImportRun.counts(run)).containsEntry("updated", 1L);
        assertThat(site.query("SELECT status FROM accounts")).containsExactly("disabled");
        assertThat(site.credential(1, "refresh_token")).isEqualTo(rotated);
    }

    @Test
    void aRecordFromBeforeALoginDoesNotComeBackEither() {
        String before = site.login(1, HOUR);
        ImportRun.imported(before);
        ImportRun.imported(site.login(1, HOUR), "--on-conflict", "update");
        String newest = site.credential(1, "refresh_token");

        Run run = ImportRun.imported(before, "--on-conflict", "update", "-o", "json");

        assertThat(ImportRun.counts(run)).containsEntry("unchanged", 1L);
        assertThat(site.credential(1, "refresh_token")).isEqualTo(newest);
    }

    @Test
    void aRowKnowsItsLatestTwentyRecords() {
        for (int record = 1; record <= 22; record++) {
            ImportRun.imported(CliSite.record(1, "at-" + record, "rt-" + record, LATER), "--on-conflict", "update");
        }

        assertThat(site.query("SELECT jsonb_array_length(credentials -> '_import') FROM accounts"))
                .containsExactly("20");
        Run run = ImportRun.imported(CliSite.record(1, "at-3", "rt-3", LATER), "--on-conflict", "update", "-o", "json");
        assertThat(ImportRun.counts(run)).containsEntry("unchanged", 1L);
        assertThat(site.credential(1, "refresh_token")).isEqualTo("rt-22");
    }

    @Test
    void aNewAccountDoesNotInheritTheTokenOfOneThatHadItsIdBefore() {
        ImportRun.imported(site.login(1, HOUR));
        site.run("refresh", "1");
        assertThat(cached(1)).contains("|");
        site.execute("DELETE FROM accounts");

        ImportRun.imported(site.login(1, HOUR));

        assertThat(cached(1)).isEqualTo("null");
    }

    @Test
    void anExportThatIsOlderThanTheRowIsRefused() {
        ImportRun.imported(site.login(1, HOUR));
        String kept = site.credential(1, "refresh_token");
        String older = site.login(1, HOUR).replace("\"note\"", "\"_token_version\":5,\"note\"");

        Run run = ImportRun.imported(older, "--on-conflict", "update", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(ImportRun.reasons(run)).isEqualTo(Map.of(1L, "older-than-row"));
        assertThat(site.credential(1, "refresh_token")).isEqualTo(kept);
    }

    @Test
    void ofTwoRecordsOfOneAccountTheLaterWinsWhereUpdatesAreWanted() {
        String later = site.login(1, HOUR);

        Run run = ImportRun.imported(site.login(1, HOUR) + "\n" + later, "--on-conflict", "update", "-o", "json");

        assertThat(ImportRun.counts(run)).containsEntry("inserted", 1L).containsEntry("updated", 1L);
        assertThat(later).contains(site.credential(1, "refresh_token"));
    }

    private String cached(long id) {
        return site.redis(commands -> String.valueOf(commands.get("tokenwell:{openai:account:" + id + "}:token")));
    }
}
