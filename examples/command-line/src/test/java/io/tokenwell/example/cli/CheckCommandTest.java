package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CheckCommandTest {

    private static final String NOBODY = "127.0.0.1:1";

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void whereAllIsWellAllLinesSayOk() {
        Run run = site.run("check", "-o", "json");

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.json().get("ok").asBoolean()).isTrue();
        assertThat(results(run))
                .containsOnlyKeys(
                        "redis ping",
                        "redis version",
                        "redis eviction",
                        "redis tracking",
                        "redis clock",
                        "postgresql",
                        "postgresql session",
                        "table accounts",
                        "table tokenwell_claims",
                        "postgresql clock",
                        "encryption",
                        "token endpoint")
                .allSatisfy((what, ok) -> assertThat(ok).isTrue());
        assertThat(site.run("check").out()).contains("table tokenwell_claims").doesNotContain("failed");
    }

    @Test
    void eachServerThatIsNotThereIsALineAndAnExitCode() {
        assertThat(unreachable("TOKENWELL_REDIS_URI", "redis://" + NOBODY)).containsEntry("redis ping", false);
        assertThat(unreachable("TOKENWELL_R2DBC_URL", "r2dbc:postgresql://postgres@" + NOBODY + "/postgres"))
                .containsEntry("postgresql", false)
                .containsEntry("redis ping", true);
        assertThat(unreachable("TOKENWELL_OPENAI_TOKEN_URI", "http://" + NOBODY + "/oauth/token"))
                .containsEntry("token endpoint", false)
                .containsEntry("postgresql", true);
    }

    @Test
    void anEarlierTableOfClaimsIsFoundAndBroughtToThisVersion() {
        site.execute("ALTER TABLE tokenwell_claims DROP COLUMN lost_since");
        Run found = site.run("check", "-o", "json");
        assertThat(found.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(results(found)).containsEntry("table tokenwell_claims", false);
        assertThat(found.out()).contains("no lost_since").contains("--install");

        Run installed = site.run("check", "--install", "-o", "json");
        assertThat(installed.exit()).isZero();
    }

    @Test
    void aTableOfAccountsWithOtherColumnsIsFound() {
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_COLUMNS_CREDENTIALS", "extra");
        environment.put("TOKENWELL_COLUMNS_ID", "status");

        Run run = site.run(environment, "", "check", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(run.out()).contains("no column extra").contains("status is text");
    }

    @Test
    void aRoleThatMayNotWriteIsFoundWithTheGrantThatHelps() {
        site.execute("DROP ROLE IF EXISTS reader");
        site.execute("CREATE ROLE reader LOGIN");
        site.execute("GRANT SELECT ON accounts TO reader");
        site.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON tokenwell_claims TO reader");
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_R2DBC_USERNAME", "reader");

        Run run = site.run(environment, "", "check", "-o", "json");
        assertThat(results(run)).containsEntry("table accounts", false).containsEntry("table tokenwell_claims", true);
        String grant = "GRANT UPDATE (\"credentials\", \"updated_at\") ON \"public\".\"accounts\" TO \"reader\";";
        assertThat(run.json().get("checks").findValuesAsString("what_to_do")).anyMatch(help -> help.contains(grant));

        site.execute(grant);
        assertThat(results(site.run(environment, "", "check", "-o", "json"))).containsEntry("table accounts", true);
        site.execute("DROP OWNED BY reader");
        site.execute("DROP ROLE reader");
    }

    @Test
    void aTableAsItIsIsDescribedBySettings() {
        site.execute("CREATE TABLE IF NOT EXISTS logins (nr bigint PRIMARY KEY, document text, on_duty boolean)");
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_TABLES_ACCOUNTS", "logins");
        environment.put("TOKENWELL_COLUMNS_ID", "nr");
        environment.put("TOKENWELL_COLUMNS_CREDENTIALS", "document");
        Run found = site.run(environment, "", "check", "-o", "json");
        assertThat(found.out()).contains("no column platform").contains("or none if the table has none");

        environment.put("TOKENWELL_COLUMNS_CREDENTIALS_TYPE", "text");
        environment.put("TOKENWELL_COLUMNS_FIXED_PLATFORM", "openai");
        environment.put("TOKENWELL_COLUMNS_TYPE", "none");
        environment.put("TOKENWELL_COLUMNS_STATUS", "on_duty");
        environment.put("TOKENWELL_COLUMNS_ACTIVE_STATUSES", "true, yes");
        environment.put("TOKENWELL_COLUMNS_UPDATED_AT", "none");
        assertThat(results(site.run(environment, "", "check", "-o", "json")))
                .allSatisfy((what, ok) -> assertThat(ok).as(what).isTrue());
        assertThat(site.run(environment, "", "list").err()).contains("tokenwell.columns.credentials-type");
        environment.put("TOKENWELL_COLUMNS_CREDENTIALS_TYPE", "xml");
        assertThat(site.run(environment, "", "list").err()).contains("jsonb, json or text");
    }

    @Test
    void plainTokensAreFoundWhereOnlyEncryptedOnesAreRead() {
        site.run(site.environment(), site.login(42, Duration.ofHours(1)), "import");
        Map<String, String> strict = site.environment();
        strict.put("TOKENWELL_ENCRYPTION_KEYS_0", CliSite.KEY);
        strict.put("TOKENWELL_ENCRYPTION_STRICT", "true");

        Run run = site.run(strict, "", "check", "-o", "json");
        assertThat(results(run)).containsEntry("encryption", false);
        assertThat(run.out()).contains("plain tokens are refused (strict)", "such as 42", "import them anew");

        String login = site.login(42, Duration.ofHours(1));
        assertThat(site.run(strict, login, "import", "--on-conflict", "update").exit())
                .as("what is given by hand may be plain")
                .isZero();
        assertThat(results(site.run(strict, "", "check", "-o", "json"))).containsEntry("encryption", true);
    }

    @Test
    void tokensThatCannotBeReadWithTheseKeysAreFound() {
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_ENCRYPTION_KEYS_0", CliSite.KEY);
        site.run(environment, site.login(41, Duration.ofHours(1)), "import");
        assertThat(results(site.run(environment, "", "check", "-o", "json"))).containsEntry("encryption", true);

        Run run = site.run("check", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(results(run)).containsEntry("encryption", false);
        assertThat(run.out()).contains("such as 41");
    }

    @Test
    void aClockThatIsOffIsToldApartFromASlowAnswer() {
        Instant asked = Instant.parse("2026-01-01T00:00:00Z");
        ClockSkew slow = ClockSkew.between(asked, asked.plusSeconds(6), asked.plusSeconds(5));
        ClockSkew off = ClockSkew.between(asked, asked.plusMillis(10), asked.minusSeconds(5));

        assertThat(slow.line("redis clock", "Redis").finding()).isEqualTo(CheckLine.Finding.OK);
        assertThat(off.line("redis clock", "Redis").finding()).isEqualTo(CheckLine.Finding.FAILED);
        assertThat(off.ahead()).isEqualTo(Duration.ofMillis(-5005));
    }

    private Map<String, Boolean> unreachable(String variable, String address) {
        Map<String, String> environment = site.environment();
        environment.put(variable, address);
        Run run = site.run(environment, "", "check", "-o", "json");
        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        return results(run);
    }

    private static Map<String, Boolean> results(Run run) {
        return StreamSupport.stream(run.json().get("checks").spliterator(), false)
                .collect(Collectors.toMap(
                        (JsonNode line) -> line.get("check").asString(),
                        line -> line.get("ok").asBoolean()));
    }
}
