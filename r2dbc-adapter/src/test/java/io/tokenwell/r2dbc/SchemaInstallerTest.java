package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SchemaInstallerTest {

    private static final int INSTANCES = 16;
    private static final ConnectionPool POOL = Database.pool(INSTANCES);

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void nothingIsInstalledBeforeTheSubscription() {
        TableNames names = names();
        Mono<Void> never = new SchemaInstaller(POOL, names).install();
        assertThat(exists(names)).isEqualTo("false");
        assertThat(never).isNotNull();
    }

    @Test
    void installingAgainKeepsWhatIsThere() {
        TableNames names = names();
        SchemaInstaller installer = new SchemaInstaller(POOL, names);
        installer.install().block(Database.PATIENCE);
        Database.execute("INSERT INTO " + names.qualifiedClaims() + " VALUES (1, 'owner', now(), now())");
        installer.install().block(Database.PATIENCE);
        assertThat(Database.asked("SELECT owner FROM " + names.qualifiedClaims()))
                .isEqualTo("owner");
    }

    @Test
    void anEarlierTableIsUpgradedAndItsClaimsGoOn() {
        TableNames names = names();
        Database.execute(
                "CREATE TABLE " + names.qualifiedClaims() + " (account_id bigint PRIMARY KEY, owner text NOT NULL,"
                        + " claimed_until timestamptz NOT NULL, started_at timestamptz NOT NULL, refresh_token_fingerprint text)");
        Database.execute("INSERT INTO " + names.qualifiedClaims() + " VALUES (1, 'old', now() + '1 hour', now(), 'x')");
        SchemaInstaller installer = new SchemaInstaller(POOL, names);
        installer.install().then(installer.installExampleAccounts()).block(Database.PATIENCE);
        Account account = Account.active(1, "openai", Credentials.empty());
        new AccountTable(names.toBuilder()
                        .columns(AccountColumns.builder().proxy("proxy").build())
                        .build())
                .store(account);
        ClaimRequest request = new ClaimRequest("1", "new", Duration.ofMinutes(1));
        Mono<RefreshClaim> claim = new R2dbcAccountRepository(POOL, names).claimRefresh(request);
        assertThat(claim.block(Database.PATIENCE)).isEqualTo(new RefreshClaim(account, "new", false));
        new AccountTable(names).letClaimExpire("1");
        assertThat(claim.block(Database.PATIENCE)).isEqualTo(new RefreshClaim(account, "new", true));
    }

    @Test
    void installingAgainLocksNoClaimantOut() {
        TableNames names = names();
        SchemaInstaller installer = new SchemaInstaller(POOL, names);
        installer.install().block(Database.PATIENCE);
        OpenTransaction claimant =
                OpenTransaction.of("INSERT INTO " + names.qualifiedClaims() + " VALUES (1, 'owner', now(), now())");
        installer.install().block(Database.PATIENCE);
        claimant.commit();
        assertThat(Database.asked("SELECT count(*) FROM " + names.qualifiedClaims()))
                .isEqualTo("1");
    }

    @Test
    void manyInstancesInstallAtOnce() {
        for (int round = 0; round < 20; round++) {
            TableNames names = names();
            Flux.range(0, INSTANCES)
                    .flatMap(instance -> new SchemaInstaller(POOL, names)
                            .install()
                            .then(new SchemaInstaller(POOL, names).installExampleAccounts()))
                    .blockLast(Duration.ofSeconds(30));
            assertThat(exists(names)).isEqualTo("true");
        }
    }

    @Test
    void whatTheDatabaseRefusesIsATypedError() {
        TableNames nowhere = TableNames.builder().schema("no_such_schema").build();
        assertThatThrownBy(() -> new SchemaInstaller(POOL, nowhere).install().block(Database.PATIENCE))
                .isInstanceOf(TokenStorageException.class)
                .hasMessage("postgresql failed at schema.install (StatementFailedException)")
                .hasStackTraceContaining("[3F000]");
    }

    private static TableNames names() {
        return TableNames.builder().schema(Database.newSchema()).build();
    }

    private static String exists(TableNames names) {
        return Database.asked("SELECT (to_regclass('" + names.qualifiedClaims() + "') IS NOT NULL)::text");
    }
}
