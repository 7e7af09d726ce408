package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Values by account that disappear when their time is over. Every method is atomic per account. */
final class ExpiringEntries<V> {

    private static final int FEW = 64;

    private final ConcurrentHashMap<AccountKey, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong writesSinceSweep = new AtomicLong();
    private final Clock clock;

    ExpiringEntries(Clock clock) {
        this.clock = clock;
    }

    Optional<V> find(AccountKey key) {
        return Optional.ofNullable(peek(key));
    }

    /** Returns the value; null if there is none or its time is over. Takes no lock. */
    @Nullable
    V peek(AccountKey key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (entry.isOver(clock.instant())) {
            entries.remove(key, entry);
            return null;
        }
        return entry.value();
    }

    /** Stores the value, unless the stored one has not expired and must not be replaced. */
    boolean putIf(AccountKey key, V value, Duration timeToLive, Predicate<V> mayReplace) {
        Instant now = clock.instant();
        AtomicBoolean stored = new AtomicBoolean();
        entries.compute(key, (same, found) -> {
            boolean stays = found != null && !found.isOver(now) && !mayReplace.test(found.value());
            stored.set(!stays);
            return stays ? found : new Entry<>(value, now.plus(timeToLive));
        });
        sweepNowAndThen(now);
        return stored.get();
    }

    void removeIf(AccountKey key, Predicate<V> condition) {
        entries.computeIfPresent(key, (same, found) -> condition.test(found.value()) ? null : found);
    }

    /** Returns the number of entries, including expired ones. */
    int size() {
        return entries.size();
    }

    /**
     * Removes expired entries after half as many writes as there are entries, so that accounts without requests do not
     * accumulate.
     */
    private void sweepNowAndThen(Instant now) {
        if (writesSinceSweep.incrementAndGet() > Math.max(FEW, entries.mappingCount() / 2)) {
            writesSinceSweep.set(0);
            entries.values().removeIf(entry -> entry.isOver(now));
        }
    }

    private record Entry<V>(V value, Instant until) {

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }
}
