package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RefreshCommandTest {

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void whatIsDueIsRefreshedOnceAndTheNewPairIsInTheTable() {
        site.run(site.environment(), site.login(1, Duration.ofMinutes(-1)), "import");
        String before = site.credential(1, "refresh_token");
        int redemptions = site.authorization.redemptions();

        Run run = site.run("refresh", "1", "-o", "json");

        assertThat(run.exit()).isZero();
        JsonNode account = run.json().get("accounts").get(0);
        assertThat(account.get("result").asString()).isEqualTo("refreshed");
        assertThat(account.get("version").asLong()).isEqualTo(Long.parseLong(site.credential(1, "_token_version")));
        assertThat(site.authorization.redemptions()).isEqualTo(redemptions + 1);
        assertThat(site.credential(1, "refresh_token")).isNotEqualTo(before);
        assertThat(site.authorization.isLive(site.credential(1, "access_token")))
                .isTrue();
    }

    @Test
    void whatIsNotDueIsRefreshedAllTheSameUnlessItIsToBeLeftAlone() {
        site.run(site.environment(), site.login(1, Duration.ofHours(1)), "import");
        String before = site.credential(1, "access_token");
        int redemptions = site.authorization.redemptions();

        Run left = site.run("refresh", "1", "--if-due", "-o", "json");
        assertThat(left.json().get("accounts").get(0).get("result").asString()).isEqualTo("not-due");
        assertThat(site.authorization.redemptions()).isEqualTo(redemptions);

        Run forced = site.run("refresh", "1", "-o", "json");
        assertThat(forced.exit()).as(forced.out()).isZero();
        assertThat(forced.json().get("accounts").get(0).get("result").asString())
                .isEqualTo("refreshed");
        assertThat(site.authorization.redemptions()).isEqualTo(redemptions + 1);
        assertThat(site.credential(1, "access_token")).isNotEqualTo(before);
    }

    @Test
    void eachAccountHasItsOwnOutcome() {
        site.run(
                site.environment(),
                site.login(1, Duration.ofMinutes(-1)) + "\n" + site.login(2, Duration.ofMinutes(-1)),
                "import");
        site.authorization.revoke(2);

        Run run = site.run("refresh", "1", "2", "77", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.SOME_FAILED);
        JsonNode accounts = run.json().get("accounts");
        assertThat(accounts.get(0).get("result").asString()).isEqualTo("refreshed");
        assertThat(accounts.get(1).get("result").asString()).isEqualTo("failed");
        assertThat(accounts.get(1).get("retryable").asBoolean()).isFalse();
        assertThat(accounts.get(2).get("reason").asString()).isEqualTo("there is no such account");
    }

    @Test
    void whatCannotBeReachedHasTheExitCodeOfThat() {
        site.run(site.environment(), site.login(1, Duration.ofMinutes(-1)), "import");
        Map<String, String> noEndpoint = site.environment();
        noEndpoint.put("TOKENWELL_OPENAI_TOKEN_URI", "http://127.0.0.1:1/oauth/token");
        Map<String, String> noTable = site.environment();
        noTable.put("TOKENWELL_R2DBC_URL", "r2dbc:postgresql://postgres@127.0.0.1:1/postgres");

        assertThat(site.run(noEndpoint, "", "refresh", "1").exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(site.run(noTable, "", "refresh", "1").exit()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void historyShowsWhatIsStoredOfTheAttempts() {
        site.run(site.environment(), site.login(1, Duration.ofMinutes(-1)), "import");
        site.run("refresh", "1");
        Run good = site.run("history", "1", "-o", "json");
        assertThat(good.exit()).isZero();
        assertThat(good.json().get("last_refresh_or_login").isNull()).isFalse();
        assertThat(good.json().get("attempt_outcome").isNull()).isTrue();
        assertThat(good.json().get("cached_version").asLong())
                .isEqualTo(good.json().get("token_version").asLong());

        site.run(site.environment(), site.login(2, Duration.ofMinutes(-1)), "import");
        site.authorization.revoke(2);
        site.run("refresh", "2");
        Run refused = site.run("history", "2", "-o", "json");
        assertThat(refused.json().get("attempt_outcome").asString()).isEqualTo("refused");
        assertThat(refused.json().get("state").asString()).isEqualTo("login-required");
        assertThat(refused.json().get("attempt_reason").isNull()).isFalse();
        assertThat(site.run("history", "2").out()).contains("attempt outcome").contains("refused");

        assertThat(site.run("history", "99").exit()).isEqualTo(ExitCode.SOME_FAILED);
    }

    @Test
    void withoutATokenEndpointThereIsNothingToRefreshWith() {
        Map<String, String> environment = site.environment();
        environment.remove("TOKENWELL_OPENAI_TOKEN_URI");

        Run run = site.run(environment, "", "refresh", "1");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("tokenwell.openai.token-uri");
    }
}
