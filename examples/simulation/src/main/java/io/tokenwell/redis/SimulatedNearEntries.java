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

    /**
     * No entries yet, nothing tracked.
     *
     * @param staleness how long an entry may be handed out at most
     * @param heartbeat how often the source is heard
     * @param nanoTime monotonic time, in nanoseconds
     * @param clock the date
     */
    public SimulatedNearEntries(Duration staleness, Duration heartbeat, LongSupplier nanoTime, Clock clock) {
        entries = new NearEntries(
                NearCacheSettings.builder()
                        .maximumEntries(100)
                        .maximumStaleness(staleness)
                        .heartbeat(heartbeat)
                        .build(),
                new Watch(nanoTime, clock));
    }

    /**
     * The entry that may be handed out.
     *
     * @param key of the account
     * @return the entry, null if there is none
     */
    public @Nullable CachedToken find(AccountKey key) {
        return entries.find(key);
    }

    /**
     * Whether anything may be kept now.
     *
     * @return false while changes are not heard
     */
    public boolean mayKeep() {
        return entries.mayKeep();
    }

    /**
     * A read begins. Gives what keeps its answer.
     *
     * @param key of the account
     * @return keeps what this read finds
     */
    public Keeper look(AccountKey key) {
        NearEntries.Look look = entries.look(key);
        return (token, life) -> entries.read(key, token, life, look);
    }

    /**
     * A write, before and after which the account's entry is forgotten.
     *
     * @param key of the account
     * @param write the write
     * @param <T> its answer
     * @return the write, with both
     */
    public <T> Mono<T> forgetting(AccountKey key, Mono<T> write) {
        return entries.forgetting(key, write);
    }

    /**
     * Something was announced of the account.
     *
     * @param key of the account
     */
    public void forget(AccountKey key) {
        entries.forget(key);
    }

    /**
     * All that was changed before has been announced.
     *
     * @param nanos that moment, in monotonic nanoseconds
     * @param millis that moment, as a date in milliseconds
     */
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

        /**
         * Keeps it for no longer than this, and hands it out.
         *
         * @param token what was found
         * @param life how long it may be kept
         * @return what is to be handed out
         */
        CachedToken keep(CachedToken token, Duration life);
    }
}
