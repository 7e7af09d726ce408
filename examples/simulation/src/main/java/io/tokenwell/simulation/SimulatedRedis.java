package io.tokenwell.simulation;

import io.tokenwell.memory.InMemoryRefreshCooldown;
import io.tokenwell.memory.InMemoryRefreshLock;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.SharedCooldown;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Redis for all: what the ports keep in it, on a clock of its own, and the announcements of what changes. */
class SimulatedRedis {

    /** Who is told of changes; null: all may have changed. */
    interface Listener {
        void changed(@Nullable AccountChange change);
    }

    final World world;
    private final Clock clock;
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<AccountKey, Long> tokenEnds = new HashMap<>();
    private InMemoryTokenCache tokens;
    private InMemoryRefreshLock locks;
    private InMemoryRotationEscrow rotations;
    private InMemoryRefreshCooldown cooldowns;
    private long forgotAt = Long.MIN_VALUE;

    SimulatedRedis(World world) {
        this.world = world;
        this.clock = new StoreClock(world);
        tokens = new InMemoryTokenCache(clock);
        locks = new InMemoryRefreshLock(clock);
        rotations = new InMemoryRotationEscrow(clock);
        cooldowns = new InMemoryRefreshCooldown(clock);
    }

    /** A restart without persistence, a failover to an empty replica, a flush. */
    void forget() {
        tokens = new InMemoryTokenCache(clock);
        locks = new InMemoryRefreshLock(clock);
        rotations = new InMemoryRotationEscrow(clock);
        cooldowns = new InMemoryRefreshCooldown(clock);
        forgotAt = world.now();
        listeners.forEach(listener -> listener.changed(null));
    }

    long forgotAt() {
        return forgotAt;
    }

    void tell(Listener listener) {
        listeners.add(listener);
    }

    void tellNoMore(Listener listener) {
        listeners.remove(listener);
    }

    private void announce(AccountKey key, Kind kind) {
        if (!listeners.isEmpty()) {
            AccountChange change = new AccountChange(key, kind);
            listeners.forEach(listener -> listener.changed(change));
        }
    }

    @Nullable
    CachedToken token(AccountKey key) {
        return Answers.now(tokens.get(key));
    }

    /** How long the entry stays. */
    Duration lifeLeft(AccountKey key) {
        return Duration.ofNanos(tokenEnds.getOrDefault(key, 0L) - world.now());
    }

    Boolean put(AccountKey key, CachedToken token, Duration timeToLive) {
        boolean stored = Boolean.TRUE.equals(Answers.now(tokens.put(key, token, timeToLive)));
        if (stored) {
            tokenEnds.put(key, world.now() + timeToLive.toNanos());
            announce(key, Kind.TOKEN);
        }
        return stored;
    }

    @Nullable
    Void evict(AccountKey key) {
        Answers.now(tokens.evict(key));
        announce(key, Kind.TOKEN);
        return null;
    }

    @Nullable
    Lease acquire(Lease lease, Duration timeToLive) {
        Lease taken = Answers.now(locks.tryAcquire(lease, timeToLive));
        if (taken != null) {
            announce(lease.key(), Kind.LOCK);
        }
        return taken;
    }

    @Nullable
    Void release(Lease lease) {
        Answers.now(locks.release(lease));
        announce(lease.key(), Kind.LOCK);
        return null;
    }

    @Nullable
    EscrowedRotation kept(AccountKey key) {
        return Answers.now(rotations.find(key));
    }

    Boolean keep(EscrowedRotation rotation, Duration timeToLive) {
        return Boolean.TRUE.equals(Answers.now(rotations.keep(rotation, timeToLive)));
    }

    @Nullable
    Void remove(EscrowedRotation rotation) {
        return Answers.now(rotations.remove(rotation));
    }

    @Nullable
    SharedCooldown cooldown(AccountKey key) {
        return Answers.now(cooldowns.find(key));
    }

    @Nullable
    Void start(AccountKey key, SharedCooldown cooldown) {
        Answers.now(cooldowns.start(key, cooldown));
        announce(key, Kind.COOLDOWN);
        return null;
    }

    @Nullable
    Void end(AccountKey key) {
        Answers.now(cooldowns.end(key));
        announce(key, Kind.COOLDOWN);
        return null;
    }
}
