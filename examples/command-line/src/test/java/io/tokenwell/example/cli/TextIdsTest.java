package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.cli.CliSite.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accounts whose ids are texts are imported, listed page by page, looked at and refreshed. */
class TextIdsTest {

    private static final List<String> IDS = List.of("42", "B", "{a} b%7D:c", "\ud83d\ude00");

    private final CliSite site = CliSite.shared();

    @BeforeEach
    void reset() {
        site.reset();
        site.execute("DROP SCHEMA IF EXISTS texts CASCADE");
        site.execute("CREATE SCHEMA texts");
        site.execute("CREATE TABLE texts.accounts (id varchar(255) PRIMARY KEY, platform text, type text, status text,"
                + " credentials jsonb, updated_at timestamptz)");
        assertThat(run("", "check", "--install").err()).isEmpty();
    }

    @AfterEach
    void drop() {
        site.execute("DROP SCHEMA IF EXISTS texts CASCADE");
    }

    private Run run(String input, String... arguments) {
        Map<String, String> environment = site.environment();
        environment.put("TOKENWELL_TABLES_SCHEMA", "texts");
        environment.put("TOKENWELL_COLUMNS_ID_TYPE", "text");
        return site.run(environment, input, arguments);
    }

    private String record(String id) {
        var issued = site.authorization.issue(1);
        return CliSite.JSON.writeValueAsString(Map.of(
                "id",
                id,
                "platform",
                "openai",
                "credentials",
                Map.of(
                        "access_token",
                        issued.accessToken(),
                        "refresh_token",
                        issued.refreshToken(),
                        "expires_at",
                        "2031-05-06T12:00:00Z")));
    }

    private static List<String> ids(Run run) {
        assertThat(run.exit()).as(run.err()).isZero();
        return run.json()
                .path("accounts")
                .valueStream()
                .map(account -> account.path("id").asString())
                .toList();
    }

    @Test
    void areImportedListedAndShown() {
        for (String id : List.of("\ud83d\ude00", "{a} b%7D:c", "B", "42")) {
            assertThat(run(record(id), "import").exit()).isZero();
        }
        assertThat(run(record("a\u0007b"), "import").exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(ids(run("", "list", "-o", "json", "--page-size", "2"))).isEqualTo(IDS);
        Run part = run("", "list", "-o", "json", "--limit", "3");
        assertThat(part.json().path("next_after").asString()).isEqualTo("{a} b%7D:c");
        assertThat(run("", "list").out()).contains("{a} b%7D:c");
        assertThat(ids(run("", "list", "-o", "json", "--after", "B"))).isEqualTo(IDS.subList(2, 4));
        assertThat(ids(run("", "list", "-o", "json", "--id", "B,42"))).containsExactly("42", "B");
        for (String id : IDS) {
            JsonNode history = run("", "history", id, "-o", "json").json();
            assertThat(history.path("id").asString()).isEqualTo(id);
        }
        assertThat(run("", "history", "b").exit()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(run("", "history", "").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void areRefreshedAndReinstated() {
        assertThat(run(record("{a} b%7D:c"), "import").exit()).isZero();
        Run refreshed = run("", "refresh", "{a} b%7D:c", "-o", "json");
        assertThat(ids(refreshed)).containsExactly("{a} b%7D:c");
        assertThat(refreshed.out()).contains("\"refreshed\"");
        assertThat(ids(run("", "reinstate", "{a} b%7D:c", "-o", "json"))).containsExactly("{a} b%7D:c");
    }
}
