package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The near cache's very entries, within reach of the simulation: what keeps and forgets them is not simulated. */
public final class SimulatedNearEntries {

    private final NearEntries entries;

    /** No entries yet, nothing tracked. */
    public SimulatedNearEntries(Duration staleness, Duration heartbeat, LongSupplier nanoTime, Clock clock) {
        entries = new NearEntries(new NearCacheSettings(100, staleness, heartbeat), new Watch(nanoTime, clock));
    }

    /** The entry that may be handed out. */
    public @Nullable CachedToken find(AccountKey key) {
        return entries.find(key);
    }

    /** Whether anything may be kept now. */
    public boolean mayKeep() {
        return entries.mayKeep();
    }

    /** A read begins. Gives what keeps its answer. */
    public Keeper look(AccountKey key) {
        NearEntries.Look look = entries.look(key);
        return (token, life) -> entries.read(key, token, life, look);
    }

    /** A write, before and after which the account's entry is forgotten. */
    public <T> Mono<T> forgetting(AccountKey key, Mono<T> write) {
        return entries.forgetting(key, write);
    }

    /** Something was announced of the account. */
    public void forget(AccountKey key) {
        entries.forget(key);
    }

    /** All that was changed before has been announced. */
    public void alive(long nanos, long millis) {
        entries.alive(new Moment(nanos, millis));
    }

    /** From now on all is announced. */
    public void tracked() {
        entries.tracked();
    }

    /** From now on not. */
    public void lost() {
        entries.lost();
        entries.clear();
    }

    /** Keeps what a read has found. */
    public interface Keeper {

        /** Keeps it for no longer than this, and hands it out. */
        CachedToken keep(CachedToken token, Duration life);
    }
}
