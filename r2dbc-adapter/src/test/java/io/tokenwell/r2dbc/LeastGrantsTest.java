package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The grants that core/docs/security.md gives a gateway's role are enough for the whole contract, and none is too many. */
class LeastGrantsTest implements TableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final String COLUMNS = "id, platform, type, status, credentials";
    private static final String CHANGED = "credentials, updated_at";
    private static final String CLAIMS = "SELECT, INSERT, UPDATE, DELETE";

    private static final TableNames NAMES = Database.installed();
    private static final AccountTable TABLE = new AccountTable(NAMES);
    private static final AtomicLong IDS = new AtomicLong(1L << 40);
    private static final ConnectionPool POOL = granted("least");

    private static ConnectionPool granted(String role) {
        String name = role + "_" + ProcessHandle.current().pid();
        Database.execute("CREATE ROLE " + name + " LOGIN");
        Database.execute("GRANT USAGE ON SCHEMA \"" + NAMES.schema() + "\" TO " + name);
        Database.execute("GRANT SELECT (" + COLUMNS + ", proxy), UPDATE (" + CHANGED + ") ON "
                + NAMES.qualifiedAccounts() + " TO " + name);
        Database.execute("GRANT " + CLAIMS + " ON " + NAMES.qualifiedClaims() + " TO " + name);
        ConnectionFactoryOptions options = Database.options()
                .mutate()
                .option(ConnectionFactoryOptions.USER, name)
                .build();
        return ConnectionPools.open(options, 8);
    }

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    @Override
    public AccountRepository repository() {
        return new R2dbcAccountRepository(POOL, NAMES);
    }

    @Override
    public ExpiringAccounts expiring() {
        return new R2dbcAccountRepository(POOL, NAMES).expiringAccounts();
    }

    @Override
    public AccountTable table() {
        return TABLE;
    }

    static Stream<String> grants() {
        return Stream.of(
                        Stream.of(COLUMNS.split(", "))
                                .map(column -> "SELECT (" + column + ") ON " + NAMES.qualifiedAccounts()),
                        Stream.of(CHANGED.split(", "))
                                .map(column -> "UPDATE (" + column + ") ON " + NAMES.qualifiedAccounts()),
                        Stream.of(CLAIMS.split(", ")).map(right -> right + " ON " + NAMES.qualifiedClaims()))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("grants")
    void noneIsTooMany(String grant) {
        String role = "less_" + IDS.incrementAndGet();
        ConnectionPool pool = granted(role);
        try {
            R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, NAMES);
            everything(repository);
            Database.execute("REVOKE " + grant + " FROM " + role + "_"
                    + ProcessHandle.current().pid());
            assertThat(catchThrowable(() -> everything(repository))).hasStackTraceContaining("permission denied");
        } finally {
            pool.disposeLater().block(Database.PATIENCE);
        }
    }

    private void everything(R2dbcAccountRepository repository) {
        String id = TABLE.stored(IDS.incrementAndGet()).id();
        Instant now = Database.time();
        Flux.concat(
                        claim(repository, id).flatMap(repository::abandon),
                        claim(repository, id)
                                .flatMap(claim ->
                                        repository.postpone(claim, new Cooldown("busy", Duration.ofMillis(1), false))),
                        claim(repository, id).flatMap(claim -> repository.complete(claim, AccountTable.credentials(8))),
                        claim(repository, id)
                                .flatMap(claim -> repository.markReauthorizationRequired(claim, "invalid_grant")),
                        repository.reinstate(id),
                        repository.markedAccounts().count(),
                        repository.unfinished(UnfinishedQuery.first(LONG, LONG, 10)),
                        repository
                                .expiringAccounts()
                                .page(ExpiringQuery.first(
                                        Set.of("openai"), Set.of("active"), now, now.plusSeconds(60), 10)))
                .then(Mono.<Void>empty())
                .block(Database.PATIENCE);
    }

    private static Mono<RefreshClaim> claim(R2dbcAccountRepository repository, String id) {
        return repository.claimRefresh(new ClaimRequest(id, "owner", LONG));
    }

    @Test
    void theyAreThoseOfThePage() throws IOException {
        assertThat(Files.readString(Path.of("../core/docs/security.md")))
                .contains(
                        "GRANT SELECT (" + COLUMNS + "), UPDATE (" + CHANGED + ") ON accounts TO",
                        "GRANT " + CLAIMS + " ON tokenwell_claims TO");
    }
}
