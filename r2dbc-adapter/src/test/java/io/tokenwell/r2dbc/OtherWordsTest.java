package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenwell.Account;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables have words of their own for accounts in use and for platforms. */
class OtherWordsTest {

    private static final Instant NOON = Instant.parse("2031-05-06T12:00:00Z");

    private static FreeTable table(AccountColumns columns, String statusType) {
        FreeTable table = FreeTable.created(
                columns,
                "id bigint PRIMARY KEY, platform text, type text DEFAULT 'oauth', status " + statusType
                        + ", credentials jsonb, updated_at timestamptz");
        return table.withIndex();
    }

    private static void insert(FreeTable table, long id, String platform, String status) {
        Database.execute("INSERT INTO " + table.names().qualifiedAccounts()
                + " (id, platform, status, credentials) VALUES (" + id + ", '" + platform + "', " + status
                + ", '{\"refresh_token\": \"rt\", \"expires_at\": \"" + NOON + "\"}')");
    }

    private static Account found(FreeTable table, long id) {
        return Objects.requireNonNull(
                repository(table).findById(Long.toString(id)).block(Database.PATIENCE));
    }

    private static R2dbcAccountRepository repository(FreeTable table) {
        return new R2dbcAccountRepository(FreeTableHooks.POOL, table.names());
    }

    @ParameterizedTest
    @CsvSource({
        "boolean, true, false, false",
        "integer, 1, 0, 0",
        "text, 'enabled', 'quota', quota",
        "text, 'enabled', 'active', not in use",
        "char(20), 'enabled', 'off', off"
    })
    void accountsInUseAreActive(String type, String on, String off, String seen) {
        FreeTable table = table(
                AccountColumns.builder()
                        .activeStatuses(Set.of("enabled", "1", "true"))
                        .build(),
                type);
        insert(table, 1, "openai", quoted(type, on));
        insert(table, 2, "openai", quoted(type, off));
        assertThat(found(table, 1).status()).isEqualTo("active");
        assertThat(found(table, 2).status()).isEqualTo(seen);
        assertThat(page(table, Set.of("openai"), Set.of("active"))).containsExactly("1");
        assertThat(page(table, Set.of("openai"), Set.of(seen))).containsExactly("2");
    }

    private static String quoted(String type, String value) {
        return type.startsWith("text") || type.startsWith("char") ? "'" + value + "'" : value;
    }

    @Test
    void anEnumOfTheDatabaseIsComparedByItsText() {
        String schema = Database.newSchema();
        Database.execute("CREATE TYPE \"" + schema + "\".state AS ENUM ('ENABLED', 'OFF')");
        FreeTable table =
                table(AccountColumns.builder().activeStatuses(Set.of("ENABLED")).build(), '"' + schema + "\".state");
        insert(table, 1, "openai", "'ENABLED'");
        insert(table, 2, "openai", "'OFF'");
        assertThat(found(table, 1).status()).isEqualTo("active");
        assertThat(found(table, 2).status()).isEqualTo("OFF");
    }

    @Test
    void platformsAreCalledOtherwise() {
        FreeTable table = table(
                AccountColumns.builder()
                        .platforms(Map.of("OPENAI", "openai", "GPT", "openai"))
                        .build(),
                "text");
        insert(table, 1, "OPENAI", "'active'");
        insert(table, 2, "GPT", "'active'");
        insert(table, 3, "sora", "'active'");
        assertThat(found(table, 1).platform()).isEqualTo("openai");
        assertThat(found(table, 3).platform()).isEqualTo("sora");
        assertThat(page(table, Set.of("openai"), Set.of("active"))).containsExactly("1", "2");
        assertThat(page(table, Set.of("OPENAI", "sora"), Set.of("active"))).containsExactly("3");
    }

    @Test
    void aFixedPlatformReadsNoColumn() {
        AccountColumns columns =
                AccountColumns.builder().fixedPlatform("openai").build();
        assertThat(columns.toBuilder().build()).isEqualTo(columns);
        FreeTable table = table(columns, "text");
        insert(table, 1, "whatever", "'active'");
        assertThat(found(table, 1).platform()).isEqualTo("openai");
        assertThat(page(table, Set.of("openai"), Set.of("active"))).containsExactly("1");
    }

    private static List<String> page(FreeTable table, Set<String> platforms, Set<String> statuses) {
        return Objects.requireNonNull(repository(table)
                        .expiringAccounts()
                        .page(ExpiringQuery.first(platforms, statuses, NOON, NOON.plusSeconds(1), 10))
                        .block(Database.PATIENCE))
                .stream()
                .map(ExpiringAccount::accountId)
                .toList();
    }

    @Test
    void whatCannotWorkIsRefusedAtOnce() {
        refused(AccountColumns.builder().platform(null), "without a column of the platform fixedPlatform must be set");
        refused(
                AccountColumns.builder().fixedPlatform("a").platforms(Map.of("A", "a")),
                "fixedPlatform leaves nothing for platforms to map");
        refused(AccountColumns.builder().activeStatuses(Set.of()), "activeStatuses must not be empty");
        refused(
                AccountColumns.builder().activeStatuses(Set.of(" ")),
                "platforms and statuses must not contain blank words, or a NUL");
        refused(
                AccountColumns.builder().platforms(Map.of("A", "\0")),
                "platforms and statuses must not contain blank words, or a NUL");
        refused(
                AccountColumns.builder().fixedPlatform(""),
                "platforms and statuses must not contain blank words, or a NUL");
    }

    private static void refused(AccountColumnsBuilder columns, String why) {
        assertThatIllegalArgumentException().isThrownBy(columns::build).withMessage(why);
    }
}
