package io.tokenwell.refresh.pipeline;

import io.tokenwell.refresh.guard.CooldownGate;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.guard.RefreshPermits;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquireTimeoutException;

/** Decides whether a walk may refresh now, and what it answers if not. */
public final class RefreshTurn {

    private final CooldownGate cooldowns;
    private final PlatformGate platforms;
    private final RefreshPermits permits;
    private final BackgroundRefresh background;
    private final ContentionRetry contention;
    private final FallbackToken fallback;

    public RefreshTurn(
            CooldownGate cooldowns,
            PlatformGate platforms,
            RefreshPermits permits,
            BackgroundRefresh background,
            ContentionRetry contention,
            FallbackToken fallback) {
        this.cooldowns = cooldowns;
        this.platforms = platforms;
        this.permits = permits;
        this.background = background;
        this.contention = contention;
        this.fallback = fallback;
    }

    /** Refreshes once it is the walk's turn; else emits the answer that is left. */
    Mono<Served> taken(Walk walk, Function<Walk, Mono<Served>> refresh) {
        return cooldowns
                .closed(walk)
                .switchIfEmpty(Mono.defer(() -> background.served(walk, refresh)))
                .switchIfEmpty(Mono.defer(() -> announcedOrPermitted(walk, refresh)));
    }

    /**
     * Answers from the shared cooldown if another instance has announced why there is no refresh: that needs no lock.
     */
    private Mono<Served> announcedOrPermitted(Walk walk, Function<Walk, Mono<Served>> refresh) {
        Mono<Served> permitted = Mono.defer(() -> permitted(walk, refresh));
        return walk.waiting().cooldownAnnounced() ? duringSharedCooldown(walk).switchIfEmpty(permitted) : permitted;
    }

    private Mono<Served> permitted(Walk walk, Function<Walk, Mono<Served>> refresh) {
        return permits.permitted(walk.account().platform(), contention.patienceOf(walk), () -> requested(walk, refresh))
                .onErrorResume(PoolAcquireTimeoutException.class, busy -> contention.lastLook(walk));
    }

    private Mono<Served> requested(Walk walk, Function<Walk, Mono<Served>> refresh) {
        cooldowns.requested(walk);
        return refresh.apply(walk);
    }

    /** Refreshes unless the platform rests; this holds whichever walk has the lock. */
    Mono<Served> passed(Walk walk, Supplier<Mono<Served>> refresh) {
        return platforms.passed(walk, refresh, problem -> fallback.insteadOf(walk, problem));
    }

    /** Emits the answer during a cooldown that another instance shares; empty if there is no such cooldown. */
    Mono<Served> duringSharedCooldown(Walk walk) {
        return cooldowns.duringSharedCooldown(walk);
    }
}
