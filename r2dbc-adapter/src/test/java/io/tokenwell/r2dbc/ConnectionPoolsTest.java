package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.Account;
import io.tokenwell.TokenStorageException;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.spi.ClaimRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

class ConnectionPoolsTest {

    @Test
    void nothingIsOpenedBeforeItIsNeeded() {
        ConnectionPool pool = ConnectionPools.open(Database.options(), 4);
        assertThat(pool.getMetrics().orElseThrow().allocatedSize()).isZero();
        assertThat(pool.getMetrics().orElseThrow().getMaxAllocatedSize()).isEqualTo(4);
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void statementsAndLocksHaveLimits() {
        ConnectionPool pool = Database.pool(1);
        assertThat(shown(pool, "statement_timeout")).isEqualTo("4s");
        assertThat(shown(pool, "lock_timeout")).isEqualTo("3s");
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void givenLimitsAreKept() {
        ConnectionPool pool = ConnectionPools.open(
                Database.options()
                        .mutate()
                        .option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, Duration.ofSeconds(9))
                        .build(),
                1);
        assertThat(shown(pool, "statement_timeout")).isEqualTo("9s");
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void anExhaustedPoolIsATypedErrorInTime() {
        ConnectionPool pool = Database.pool(1);
        Connection only = Objects.requireNonNull(pool.create().block(Database.PATIENCE));
        R2dbcAccountRepository repository = new R2dbcAccountRepository(pool);
        assertThatThrownBy(() -> repository.findById("7").block(Duration.ofSeconds(5)))
                .isInstanceOf(TokenStorageException.class)
                .hasMessage("account 7: postgresql failed at accounts.find (R2dbcTimeoutException)");
        Mono.from(only.close()).then(pool.disposeLater()).block(Database.PATIENCE);
    }

    /** If each handshake were given up with its caller and begun anew, a busy server would never finish one. */
    @Test
    void aConnectionThatTakesLongerThanItsCallersWaitIsOpenedOnce() {
        SlowConnections slow = new SlowConnections(Database.unpooled(), ConnectionPools.ACQUIRE_TIME.plusMillis(300));
        ConnectionPool pool = new ConnectionPool(ConnectionPools.recommended(slow, 1)
                .maxAcquireTime(Duration.ofMillis(100))
                .build());
        R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, Database.installed());
        assertThatThrownBy(() -> repository.findById("7").block(Database.PATIENCE))
                .isInstanceOf(TokenStorageException.class);
        assertThat(repository
                        .findById("7")
                        .retryWhen(Retry.fixedDelay(50, Duration.ofMillis(100)))
                        .block(Database.PATIENCE))
                .isNull();
        assertThat(slow.openings).hasValue(1);
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void aRowThatStaysLockedIsATypedErrorInTime() {
        TableNames names = Database.installed();
        new AccountTable(names).stored(1);
        OpenTransaction other = OpenTransaction.of("SELECT FROM " + names.qualifiedAccounts() + " FOR UPDATE");
        ConnectionPool pool = Database.pool(1);
        ClaimRequest request = new ClaimRequest("1", "owner", Duration.ofMinutes(1));
        assertThatThrownBy(() -> new R2dbcAccountRepository(pool, names)
                        .claimRefresh(request)
                        .block(Duration.ofSeconds(5)))
                .isInstanceOf(TokenStorageException.class)
                .hasStackTraceContaining("[55P03]");
        assertThat(new R2dbcAccountRepository(pool, names).findById("1").block(Database.PATIENCE))
                .isNotNull();
        other.commit();
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void aPoolSurvivesARestartOfTheServer() {
        try (EmbeddedDatabase server = EmbeddedDatabase.start()) {
            ConnectionPool pool = ConnectionPools.open(ConnectionFactoryOptions.parse(server.r2dbcUrl()), 4);
            SchemaInstaller installer = new SchemaInstaller(pool, TableNames.defaults());
            installer.install().then(installer.installExampleAccounts()).block(Database.PATIENCE);
            R2dbcAccountRepository repository = new R2dbcAccountRepository(pool);
            Mono<List<Account>> finds = Flux.range(0, 8)
                    .flatMap(id -> repository.findById(Integer.toString(id)))
                    .collectList();
            finds.block(Database.PATIENCE);
            server.stop();
            assertThatThrownBy(() -> finds.block(Database.PATIENCE)).isInstanceOf(TokenStorageException.class);
            server.restart();
            // The server's port may open a moment after it said so.
            assertThat(finds.retryWhen(Retry.fixedDelay(200, Duration.ofMillis(50)))
                            .block(Database.PATIENCE))
                    .isEmpty();
            pool.disposeLater().block(Database.PATIENCE);
        }
    }

    private static String shown(ConnectionPool pool, String setting) {
        return String.valueOf(Mono.usingWhen(
                        pool.create(),
                        connection -> Flux.from(connection
                                        .createStatement("SHOW " + setting)
                                        .execute())
                                .concatMap(result -> result.map(row -> String.valueOf(row.get(0))))
                                .single(),
                        Connection::close)
                .block(Database.PATIENCE));
    }
}
