package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReinstateCommandTest {

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void threeAccountsOfWhichTwoAreMarked() {
        site.reset();
        String records = IntStream.rangeClosed(1, 3)
                .mapToObj(id -> site.login(id, Duration.ofMinutes(-1)))
                .collect(Collectors.joining("\n"));
        site.run(site.environment(), records, "import");
        site.authorization.revoke(1);
        site.authorization.revoke(2);
        site.run("refresh", "1", "2");
        assertThat(state("state")).isEqualTo(Map.of(1L, "login-required", 2L, "login-required", 3L, "expired"));
    }

    @Test
    void onesMarkIsTakenBackOnce() {
        Run first = site.run("reinstate", "1", "3", "-o", "json");
        assertThat(first.exit()).isZero();
        assertThat(texts(first, "result")).isEqualTo(Map.of(1L, "reinstated", 3L, "not-marked"));
        assertThat(state("state")).containsEntry(1L, "expired").containsEntry(2L, "login-required");
        assertThat(site.run("reinstate", "1").out()).contains("not-marked");
    }

    @Test
    void allMarksAreTakenBackPageByPage() {
        Run all = site.run("reinstate", "--all", "--page-size", "1", "-o", "json");
        assertThat(texts(all, "result")).isEqualTo(Map.of(1L, "reinstated", 2L, "reinstated"));
        assertThat(state("state").values()).containsOnly("expired");
        assertThat(site.run("reinstate", "--all").err()).contains("no account is marked");
    }

    @Test
    void thoseOfAnotherPlatformStay() {
        assertThat(site.run("reinstate", "--platform", "sora").err()).contains("no account is marked");
        Run one = site.run("reinstate", "--platform", "openai", "--limit", "1");
        assertThat(one.out()).contains("reinstated");
        assertThat(one.err()).contains("there may be more");
        assertThat(state("state").values()).containsOnlyOnce("login-required");
    }

    @Test
    void eitherIdsOrAPlatformOrAll() {
        assertThat(site.run("reinstate").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("reinstate", "1", "--all").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("reinstate", "--all", "--page-size", "0").exit()).isEqualTo(ExitCode.USAGE);
    }

    /** Whatever the row's version says: the server's refusal was of another refresh token. */
    @Test
    void aLoginThatLeavesTheVersionAsItWasEndsAMarkInTheList() {
        site.execute("UPDATE accounts SET credentials = credentials || '{\"refresh_token\":\"another\"}' WHERE id = 1");
        assertThat(state("state")).containsEntry(1L, "expired").containsEntry(2L, "login-required");
    }

    @Test
    void theListSaysWhatTheServerSaid() {
        assertThat(state("note").get(1L)).startsWith("invalid_grant");
    }

    private Map<Long, String> state(String field) {
        return texts(site.run("list", "-o", "json"), field);
    }

    private static Map<Long, String> texts(Run run, String field) {
        return StreamSupport.stream(run.json().get("accounts").spliterator(), false)
                .collect(Collectors.toMap(
                        (JsonNode account) -> account.get("id").asLong(),
                        account -> account.get(field).asString("")));
    }
}
