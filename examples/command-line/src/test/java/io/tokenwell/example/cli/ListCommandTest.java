package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListCommandTest {

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void emptyTables() {
        site.reset();
    }

    @Test
    void theDemoShowsAnAccountInEachState() {
        Run run = CliSite.run(Map.of(), java.io.InputStream.nullInputStream(), "list", "--demo", "-o", "json");

        assertThat(run.exit()).isZero();
        assertThat(states(run))
                .isEqualTo(Map.of(
                        1L, "valid",
                        2L, "due",
                        3L, "expired",
                        4L, "login-required",
                        5L, "refreshing",
                        6L, "cooling-down"));
        assertThat(run.json().get("accounts").get(3).get("note").asString()).isEqualTo("invalid_grant");
        assertThat(run.json().get("accounts").get(0).get("life_left_seconds").asLong())
                .isBetween(3_000L, 3_300L);
    }

    @Test
    void accountsAreReadPageByPageAndTheRestIsAnnounced() {
        String records = IntStream.rangeClosed(1, 25)
                .mapToObj(id -> site.login(id, Duration.ofHours(1)))
                .collect(Collectors.joining("\n"));
        site.run(site.environment(), records, "import");

        Run part = site.run("list", "--page-size", "7", "--limit", "20", "-o", "json");
        Run rest = site.run("list", "--page-size", "2", "--after", "20", "-o", "json");

        assertThat(states(part)).hasSize(20).containsKeys(1L, 20L);
        assertThat(part.json().get("next_after").asLong()).isEqualTo(20);
        assertThat(states(rest)).containsOnlyKeys(21L, 22L, 23L, 24L, 25L);
        assertThat(rest.json().get("next_after").isNull()).isTrue();
        Run table = site.run("list", "--limit", "20");
        assertThat(table.out().lines()).hasSize(21).first().asString().startsWith("ID");
        assertThat(table.err()).contains("--after 20");
    }

    @Test
    void filtersLeaveOthersOut() {
        site.run(
                site.environment(),
                site.login(1, Duration.ofHours(1))
                        + "\n" + site.login(2, Duration.ofMinutes(-1))
                        + "\n" + site.login(3, Duration.ofMinutes(-1)).replace("openai", "sora"),
                "import");

        assertThat(states(site.run("list", "-o", "json", "--state", "expired"))).containsOnlyKeys(2L, 3L);
        assertThat(states(site.run("list", "-o", "json", "--platform", "sora"))).containsOnlyKeys(3L);
        assertThat(states(site.run("list", "-o", "json", "--id", "1,3,99"))).containsOnlyKeys(1L, 3L);
        Run none = site.run("list", "-o", "json", "--id", "99");
        assertThat(none.exit()).isZero();
        assertThat(states(none)).isEmpty();
    }

    @Test
    void aNewLoginEndsTheMarkOfAnAccountThatNeededOne() {
        site.run(site.environment(), site.login(1, Duration.ofMinutes(-1)), "import");
        site.authorization.revoke(1);
        Run refused = site.run("refresh", "1");
        assertThat(refused.exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(states(site.run("list", "-o", "json"))).containsEntry(1L, "login-required");

        site.run(site.environment(), site.login(1, Duration.ofHours(1)), "import", "--on-conflict", "update");

        assertThat(states(site.run("list", "-o", "json"))).containsEntry(1L, "valid");
    }

    @Test
    void withoutRedisItEndsWithThatExitCode() {
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_REDIS_URI", "redis://planted-secret@127.0.0.1:1");

        Run run = site.run(environment, "", "list");

        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("Redis cannot be used");
    }

    @Test
    void wrongOptionsAndMissingSettingsAreTold() {
        assertThat(site.run("list", "--state", "tired").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run().exit()).isEqualTo(ExitCode.USAGE);
        Run unset = site.run(Map.of(), "", "list");
        assertThat(unset.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unset.err()).contains("tokenwell.redis.uri").contains("TOKENWELL_REDIS_URI");
        Run help = site.run("--help");
        assertThat(help.exit()).isZero();
        assertThat(Arrays.asList("import", "list", "refresh", "history", "check"))
                .allSatisfy(command -> assertThat(help.out()).contains(command));
    }

    private static Map<Long, String> states(Run run) {
        return StreamSupport.stream(run.json().get("accounts").spliterator(), false)
                .collect(Collectors.toMap(
                        (JsonNode account) -> account.get("id").asLong(),
                        account -> account.get("state").asString()));
    }
}
