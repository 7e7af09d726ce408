package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Instances of the version that knew numbers only go on beside those of this one. The resources are the statements of that
 * version, as it sent them, and its schema.
 */
class NumbersOnlyFleetTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TableNames names = TableNames.builder()
            .schema(Database.newSchema())
            .columns(AccountColumns.builder().proxy("proxy").build())
            .build();
    private final AccountTable table = new AccountTable(names);
    private final io.r2dbc.pool.ConnectionPool pool = Database.pool(4);
    private final Statements old = new Statements(pool);
    private final Fingerprints fingerprints =
            new Fingerprints(SecretCipher.none().fingerprintKeys());

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    private static String resource(String name) {
        try (InputStream in = NumbersOnlyFleetTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void oldSchema() {
        Database.execute(resource("numbers-only/schema.sql").replace("tokenwell_claims", names.qualifiedClaims()));
    }

    private void installed() {
        SchemaInstaller installer = new SchemaInstaller(pool, names);
        installer.install().then(installer.installExampleAccounts()).block(Database.PATIENCE);
    }

    private String oldSql(String name) {
        return resource("numbers-only/" + name).replace("SCHEMA", names.schema());
    }

    /** What the old version is told: granted, silent and so on, or none if another holds the claim. */
    private String oldClaim(long id, String owner) {
        return String.valueOf(old.row(
                        oldSql("claim.sql"),
                        statement -> fingerprints.bind(
                                statement
                                        .bind("$1", id)
                                        .bind("$2", owner)
                                        .bind("$3", 60_000L)
                                        .bind("$6", 60_000L)
                                        .bind("$7", 0L),
                                "$4",
                                "$5"),
                        row -> String.valueOf(row.get("verdict", String.class)))
                .block(Database.PATIENCE));
    }

    private void oldAbandons(long id, String owner) {
        old.row(oldSql("abandon.sql"), statement -> statement.bind("$1", id).bind("$2", owner), row -> true)
                .block(Database.PATIENCE);
    }

    private List<Long> oldUnfinished() {
        return Objects.requireNonNull(old.rows(
                        oldSql("unfinished.sql"),
                        statement -> statement
                                .bind("$1", Long.MIN_VALUE)
                                .bind("$2", 0L)
                                .bind("$3", 3_600_000L)
                                .bind("$4", 10),
                        row -> Objects.requireNonNull(row.get("account_id", Long.class)))
                .block(Database.PATIENCE));
    }

    private RefreshClaim claim(AccountRepository repository, String id, String owner) {
        return Objects.requireNonNull(repository
                .claimRefresh(new ClaimRequest(id, owner, MINUTE, MINUTE))
                .block(Database.PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothHonourEachOthersClaims(boolean migratedBefore) {
        oldSchema();
        new SchemaInstaller(pool, names).installExampleAccounts().block(Database.PATIENCE);
        if (migratedBefore) {
            installed();
        }
        AccountRepository repository = new R2dbcAccountRepository(pool, names);
        table.stored(42);
        table.stored(-7);

        assertThat(oldClaim(42, "old")).isEqualTo("granted");
        installed();
        assertThat(claim(repository, "42", "new").verdict()).isInstanceOf(ClaimVerdict.Held.class);
        oldAbandons(42, "old");
        RefreshClaim claimed = claim(repository, "42", "new");
        assertThat(claimed.granted()).isTrue();
        assertThat(oldClaim(42, "old")).isEqualTo("null");
        assertThat(claim(repository, "-7", "new").granted()).isTrue();
        assertThat(oldClaim(-7, "old")).isEqualTo("null");
        repository.abandon(claimed).block(Database.PATIENCE);
        assertThat(oldClaim(42, "old")).isEqualTo("granted");
        Database.execute("UPDATE " + names.qualifiedClaims() + " SET claimed_until = now()");
        assertThat(oldUnfinished()).containsExactly(-7L, 42L);
        assertThat(claim(repository, "42", "new").verdict()).isInstanceOf(ClaimVerdict.Silent.class);
    }

    @Test
    void theOldInstallerMayRunAfterTheNewOne() {
        installed();
        oldSchema();
        installed();
        table.stored(42);
        assertThat(oldClaim(42, "old")).isEqualTo("granted");
    }

    @Test
    void aTableWhoseIdsBecameTextsKeepsItsClaims() {
        oldSchema();
        installed();
        table.stored(42);
        assertThat(oldClaim(42, "old")).isEqualTo("granted");
        Database.execute("ALTER TABLE " + names.qualifiedAccounts() + " ALTER COLUMN id TYPE text");
        TableNames texts = names.toBuilder()
                .columns(names.columns().toBuilder().idType(IdType.TEXT).build())
                .build();
        AccountRepository repository = new R2dbcAccountRepository(pool, texts);
        assertThat(claim(repository, "42", "new").verdict()).isInstanceOf(ClaimVerdict.Held.class);
        Database.execute("UPDATE " + names.qualifiedClaims() + " SET claimed_until = now() - interval '1 hour'");
        RefreshClaim claimed = claim(repository, "42", "new");
        assertThat(claimed.verdict())
                .isInstanceOfSatisfying(
                        ClaimVerdict.Granted.class,
                        granted -> assertThat(granted.previous()).isNotNull());
        assertThat(repository.complete(claimed, AccountTable.credentials(8)).block(Database.PATIENCE))
                .isTrue();
        assertThat(Database.asked("SELECT count(*) FROM " + names.qualifiedClaims()))
                .isEqualTo("0");
    }

    @Test
    void theSchemaIsPlainSqlWhoseEveryStatementMayRunAgain() {
        oldSchema();
        String schema = resource("schema.sql").replaceAll("(?m)--.*$", "");
        assertThat(schema).doesNotContain("$$").doesNotContainIgnoringCase("DO ");
        List<String> statements = java.util.stream.Stream.of(schema.split(";"))
                .map(each -> new ClaimsSchema(names).filledIn(each).strip())
                .filter(each -> !each.isEmpty())
                .toList();
        assertThat(statements).hasSize(3);
        for (String statement : statements) {
            Database.execute(statement);
            Database.execute(statement);
        }
        assertThat(Database.asked(new ClaimsSchema(names).complete())).isEqualTo("true");
        assertThat(Database.asked("SELECT count(*) FROM pg_indexes WHERE schemaname = '" + names.schema() + "'"))
                .isEqualTo("2");
    }

    @Test
    void aLongNameKeepsItsIndexApart() {
        TableNames longest = names.toBuilder().claims("c".repeat(63)).build();
        SchemaInstaller installer = new SchemaInstaller(pool, longest);
        installer.install().then(installer.install()).block(Database.PATIENCE);
        assertThat(Database.asked(new ClaimsSchema(longest).complete())).isEqualTo("true");
    }
}
