package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.settings.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/** Limits how many accounts of a platform this process refreshes at once; further ones wait in line. */
public final class RefreshPermits {

    /** The pool takes a wait of zero for one that never ends. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final Map<String, InstrumentedPool<Boolean>> permits;

    public RefreshPermits(AccountRules rules, RefreshRuntime runtime) {
        this.permits = rules.platforms().stream()
                .collect(Collectors.toMap(Platform::name, platform -> pool(platform.maxRefreshes(), runtime)));
    }

    private static InstrumentedPool<Boolean> pool(int size, RefreshRuntime runtime) {
        return PoolBuilder.from(Mono.just(Boolean.TRUE))
                .sizeBetween(0, size)
                .maxPendingAcquireUnbounded()
                .clock(runtime.clock())
                .pendingAcquireTimer(
                        (task, wait) -> runtime.scheduler().schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS))
                .buildPool();
    }

    /**
     * Runs the work under a permit. Errors with {@link PoolAcquireTimeoutException} if none is free within
     * {@code patience}. The work itself is not limited in time.
     */
    public Mono<Served> permitted(String platform, Duration patience, Supplier<Mono<Served>> work) {
        InstrumentedPool<Boolean> pool = permits.get(platform);
        if (pool == null) {
            return Mono.defer(work);
        }
        Mono<PooledRef<Boolean>> permit =
                pool.acquire(patience.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : patience);
        return Mono.usingWhen(permit, held -> work.get(), PooledRef::release);
    }
}
