package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.Connection;
import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Callers that leave at any moment take no connection with them. */
class CancelledCallsTest {

    private static final int CALLS = 10_000;
    private static final int CONNECTIONS = 8;
    private static final int AT_ONCE = 48;
    private static final long LEAST_PATIENCE_NANOS = 10_000;
    private static final double MOST_BY_LEAST = 30_000;

    private final TableNames names = Database.installed();
    private final Account account = new AccountTable(names).stored(1);
    private final ConnectionPool pool = Database.pool(CONNECTIONS);
    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, names);
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void thePoolIsWholeAfterTenThousandCancelledCalls() {
        Flux.range(0, CALLS).flatMap(this::left, AT_ONCE).blockLast(Duration.ofSeconds(60));

        assertThat(cancelled).as("calls cancelled, not answered").hasValueGreaterThan(CALLS / 4);
        assertThat(answered).as("calls answered, so that all moments were met").hasPositiveValue();
        PoolMetrics metrics = pool.getMetrics().orElseThrow();
        await(() -> metrics.acquiredSize() == 0 && metrics.pendingAcquireSize() == 0);
        assertThat(metrics.allocatedSize()).isLessThanOrEqualTo(CONNECTIONS);
        assertThat(backendsOfAllConnections()).hasSize(CONNECTIONS).doesNotHaveDuplicates();
        assertThat(metrics.acquiredSize()).isZero();
        assertThat(repository.findById("1").block(Database.PATIENCE)).isNotNull();
        pool.disposeLater().block(Database.PATIENCE);
    }

    /** A call whose caller leaves after 10 us to 300 ms, all magnitudes alike, unless the answer is faster. */
    private Mono<Boolean> left(int number) {
        double magnitude = ThreadLocalRandom.current().nextDouble();
        Duration patience = Duration.ofNanos((long) (LEAST_PATIENCE_NANOS * Math.pow(MOST_BY_LEAST, magnitude)));
        Mono<Boolean> call = call(number)
                .hasElement()
                .doOnCancel(cancelled::incrementAndGet)
                .doOnSuccess(done -> answered.incrementAndGet());
        return Mono.firstWithSignal(call, Mono.delay(patience).thenReturn(false));
    }

    private Mono<?> call(int number) {
        RefreshClaim claim = new RefreshClaim(account, "owner-" + number % AT_ONCE, true);
        return switch (number % 4) {
            case 0 -> repository.findById("1");
            case 1 -> repository.claimRefresh(new ClaimRequest("1", claim.owner(), Duration.ofMillis(1)));
            case 2 -> repository.complete(claim, account.credentials());
            default -> repository.abandon(claim);
        };
    }

    /** All connections at once, each of them asked something. */
    private List<Integer> backendsOfAllConnections() {
        List<Connection> all = Objects.requireNonNull(Flux.range(0, CONNECTIONS)
                .flatMap(number -> pool.create(), CONNECTIONS)
                .collectList()
                .block(Database.PATIENCE));
        assertThat(new HashSet<>(all)).hasSize(CONNECTIONS);
        return Objects.requireNonNull(Flux.fromIterable(all)
                .flatMap(connection -> Flux.from(connection
                                .createStatement("SELECT pg_backend_pid()")
                                .execute())
                        .concatMap(result -> result.map(row -> (Integer) Objects.requireNonNull(row.get(0))))
                        .concatWith(
                                Mono.defer(() -> Mono.from(connection.close())).then(Mono.empty())))
                .collectList()
                .block(Database.PATIENCE));
    }

    private static void await(BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(met -> met)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(5)))
                .block(Database.PATIENCE);
    }
}
