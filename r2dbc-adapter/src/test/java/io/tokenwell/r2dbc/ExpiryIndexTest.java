package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How accounts that expire are found among a hundred thousand, and that the index for it disturbs nobody's writes. */
class ExpiryIndexTest {

    private static final ConnectionPool POOL = Database.pool(2);
    private static final Instant START = Instant.parse("2031-05-06T00:00:00Z");
    private static final ExpiringQuery QUERY = ExpiringQuery.first(
            Set.of("openai"), Set.of("active"), START.plusSeconds(50_000), START.plusSeconds(60_000), 200);

    private final TableNames names = Database.installed();

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    private R2dbcExpiringAccounts expiring() {
        return (R2dbcExpiringAccounts) new R2dbcAccountRepository(POOL, names).expiringAccounts();
    }

    private void install() {
        new SchemaInstaller(POOL, names).installRefreshAhead().block(Duration.ofMinutes(1));
    }

    /** One account a second from the start on, tokens of a kilobyte. */
    private void aHundredThousandAccounts() {
        Database.execute("INSERT INTO " + names.qualifiedAccounts() + " (id, platform, type, status, credentials)"
                + " SELECT id, 'openai', 'oauth', 'active', jsonb_build_object('access_token', repeat('a', 1000),"
                + " 'refresh_token', 'rt-' || id, '_token_version', 7, 'expires_at',"
                + " to_char(timestamp '2031-05-06' + id * interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'))"
                + " FROM generate_series(1, 100000) AS id");
        Database.execute("ANALYZE " + names.qualifiedAccounts());
    }

    /** Without the index it may take seconds on a busy machine: nobody's limit is asked here. */
    private String plan() {
        List<String> lines = Objects.requireNonNull(new Statements(Database.unpooled())
                .rows(
                        "EXPLAIN (ANALYZE, BUFFERS OFF) " + expiring().sql().expiring,
                        statement -> expiring().bound(statement, QUERY),
                        row -> String.valueOf(row.get(0)))
                .block(Database.PATIENCE));
        return String.join("\n", lines);
    }

    @Test
    void thePageOfAHundredThousandComesFromTheIndexInItsOrder() {
        aHundredThousandAccounts();
        assertThat(plan())
                .as("without the index")
                .contains("Seq Scan on accounts")
                .contains("Sort");
        install();
        assertThat(plan().split("\n  ->  "))
                .as("without a sort between")
                .hasSizeGreaterThan(1)
                .satisfies(plan -> {
                    assertThat(plan[0]).startsWith("Limit").doesNotContain("\n");
                    assertThat(plan[1]).startsWith("Index Scan using accounts_tokenwell_expiry");
                });
        assertThat(plan()).doesNotContain("Seq Scan on accounts");
        List<ExpiringAccount> page =
                Objects.requireNonNull(expiring().page(QUERY).block(Database.PATIENCE));
        assertThat(page).hasSize(200);
        assertThat(page.get(0)).isEqualTo(new ExpiringAccount("50000", "openai", START.plusSeconds(50_000), 7));
        assertThat(page.get(199).accountId()).isEqualTo("50199");
    }

    @Test
    void withTheIndexAnythingCanStillBeWritten() {
        install();
        install();
        AccountTable table = new AccountTable(names);
        List<String> ends = List.of(
                "\"2031-02-31T23:59:59.999999999Z\"",
                "\"2031-02-29T23:59:59+23:59\"",
                "\"9999-12-31T23:59:59.9999999-23:59\"",
                "\"1000-01-01T00:00:00+23:59\"",
                "\"0000-00-00T00:00:00Z\"",
                "\"2031-05-06T12:00:60Z\"",
                "99999999999999",
                "99999999999999.999999999999999999999999",
                "1e300",
                "-1",
                "100000000000",
                "\"\\u4e16\"",
                "null",
                "[]",
                "{}",
                "\"" + "9".repeat(5_000) + "\"");
        for (int id = 0; id < ends.size(); id++) {
            table.storeDocument(id + 1, "'{\"refresh_token\": \"rt\", \"expires_at\": " + ends.get(id) + "}'");
        }
        table.storeDocument(100, "'[]'");
        table.storeDocument(101, "'\"2031-05-06T12:00:00Z\"'");
        ExpiringQuery all = ExpiringQuery.first(
                Set.of("openai"), Set.of("active"), START.minusSeconds(99_999_999_999L), START, 100);
        assertThat(expiring().page(all).block(Database.PATIENCE)).isNotEmpty();
    }

    @Test
    void otherNamesHaveAnIndexOfTheirOwn() {
        String schema = Database.newSchema();
        AccountColumns columns = AccountColumns.builder()
                .id("Nr")
                .platform("art")
                .type("typ")
                .status("zustand")
                .credentials("Zugang")
                .updatedAt("stand")
                .build();
        TableNames others = TableNames.builder()
                .schema(schema)
                .accounts("Konten")
                .claims("claims")
                .columns(columns)
                .build();
        Database.execute("CREATE TABLE " + others.qualifiedAccounts() + " (\"Nr\" int PRIMARY KEY, art text, typ text,"
                + " zustand text, \"Zugang\" jsonb, stand timestamptz)");
        SchemaInstaller installer = new SchemaInstaller(POOL, others);
        installer.install().then(installer.installRefreshAhead()).block(Database.PATIENCE);
        Database.execute("INSERT INTO " + others.qualifiedAccounts() + " VALUES (5, 'openai', 'oauth', 'active',"
                + " '{\"expires_at\": \"2031-05-06T14:00:00Z\", \"refresh_token\": \"rt\"}')");
        assertThat(new R2dbcAccountRepository(POOL, others)
                        .expiringAccounts()
                        .page(QUERY)
                        .block(Database.PATIENCE))
                .containsExactly(new ExpiringAccount("5", "openai", START.plusSeconds(50_400), 0));
        assertThat(Database.asked("SELECT count(*) FROM pg_indexes WHERE schemaname = '" + schema
                        + "' AND indexname = 'Konten_tokenwell_expiry'"))
                .isEqualTo("1");
    }

    @Test
    void anEncryptedEndIsRefusedAtOnce() {
        R2dbcAccountRepository repository =
                new R2dbcAccountRepository(POOL, names).withSecretCipher(TestCipher.of("key"), Set.of("expires_at"));
        assertThatThrownBy(repository::expiringAccounts)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expires_at is encrypted: the database cannot compare it");
    }
}
