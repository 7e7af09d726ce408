package io.tokenwell.refresh;

import io.tokenwell.memory.InMemoryRefreshLock;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stages' shared parts, wired once per provider. */
record RefreshParts(
        RefreshSettings settings,
        RefreshRuntime runtime,
        Ports ports,
        AccountRules rules,
        Freshness freshness,
        StoredAccounts stored,
        TokenPublisher publisher,
        FallbackToken fallback,
        RotationFlush flush,
        RotationSaver saver,
        Cooldowns cooldowns,
        PlatformGate gate,
        ClaimsInDoubt claims,
        AttemptEnd end,
        RefreshPermits permits,
        TokenEvents events,
        RuntimeCounters counters,
        Stop closing) {

    static RefreshParts of(RefreshSettings settings, RefreshRuntime runtime, List<Platform> platforms, Ports ports) {
        AccountRules rules = new AccountRules(platforms);
        Freshness freshness = new Freshness(settings.freshness(), runtime.clock());
        RotationFlush flush = new RotationFlush(SafeEscrow.of(ports, runtime, settings), runtime, settings);
        StoredAccounts stored = stored(settings, runtime, ports, rules, flush);
        TokenEvents events = new TokenEvents(runtime, ports.observer());
        TokenPublisher publisher = publisher(settings, runtime, ports, freshness, flush);
        FallbackToken fallback = new FallbackToken(rules, freshness, stored, publisher);
        AttemptEnd end = new AttemptEnd(stored, flush, runtime, settings.lockTtl());
        RotationSaver saver = new RotationSaver(stored, flush, end, publisher, runtime);
        Cooldowns cooldowns = new Cooldowns(ports.cooldown(), runtime, settings, events, flush, publisher.logins());
        PlatformGate gate = new PlatformGate(rules, stored, fallback, cooldowns, events, runtime, settings);
        ClaimsInDoubt claims = new ClaimsInDoubt(stored, flush, runtime, settings.lockTtl());
        RefreshPermits permits = new RefreshPermits(rules, runtime);
        RuntimeCounters counters = new RuntimeCounters(runtime.clock());
        Stop closing = new Stop();
        return new RefreshParts(
                settings, runtime, ports, rules, freshness, stored, publisher, fallback, flush, saver, cooldowns, gate,
                claims, end, permits, events, counters, closing);
    }

    private static StoredAccounts stored(
            RefreshSettings settings, RefreshRuntime runtime, Ports ports, AccountRules rules, RotationFlush flush) {
        return new StoredAccounts(ports.repository(), rules, runtime, settings.repositoryTimeout(), flush::renewed);
    }

    private static TokenPublisher publisher(
            RefreshSettings settings, RefreshRuntime runtime, Ports ports, Freshness freshness, RotationFlush flush) {
        return new TokenPublisher(ports.cache(), freshness, runtime, settings.cacheTimeout(), flush::detached);
    }

    AccountRepository repository() {
        return ports.repository();
    }

    RefreshLock lock() {
        return ports.lock();
    }

    TokenEndpoint endpoint() {
        return ports.endpoint();
    }

    RefreshObserver observer() {
        return ports.observer();
    }

    boolean sharedCache() {
        return ports.sharedCache();
    }

    RejectedPauses pauses() {
        return cooldowns.pauses();
    }

    ForcedRefreshes forcedRefreshes() {
        return new ForcedRefreshes(freshness, runtime.clock(), settings.rejectedCooldown());
    }

    /** A caller with nothing valid in hand has every reason to go on waiting. */
    ContentionRetry contention() {
        return new ContentionRetry(
                settings.backoff(), runtime, counters, observer(), events, call -> hasNothing(call, freshness));
    }

    private static boolean hasNothing(Call call, Freshness freshness) {
        return call.rejects(call.account())
                || call.account().credentials().accessToken().isEmpty()
                || !freshness.servable(call.account().credentials());
    }

    /** What the outside gave, or its in-process stand-ins. */
    record Ports(
            AccountRepository repository,
            TokenCache cache,
            boolean sharedCache,
            RefreshLock lock,
            RotationEscrow escrow,
            boolean sharedEscrow,
            RefreshCooldown cooldown,
            TokenEndpoint endpoint,
            RefreshObserver observer) {

        /** With stand-ins in this process for what is not given; only the repository has none. */
        static Ports of(
                @Nullable AccountRepository repository,
                @Nullable TokenCache cache,
                @Nullable RefreshLock lock,
                @Nullable RotationEscrow escrow,
                RefreshCooldown cooldown,
                TokenEndpoint endpoint,
                RefreshObserver observer,
                Clock clock) {
            return new Ports(
                    Objects.requireNonNull(repository, "a repository is required: it decides who refreshes"),
                    cache == null ? new InMemoryTokenCache(clock) : cache,
                    cache != null,
                    lock == null ? new InMemoryRefreshLock(clock) : lock,
                    escrow == null ? new InMemoryRotationEscrow(clock) : escrow,
                    escrow != null,
                    cooldown,
                    endpoint,
                    observer);
        }
    }
}
