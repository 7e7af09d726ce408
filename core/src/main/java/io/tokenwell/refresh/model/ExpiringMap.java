package io.tokenwell.refresh.model;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries end by themselves. Ended ones are removed when the map has doubled since the last removal, so
 * that an outage of all accounts does not stay in memory. Safe for use by any thread.
 */
public final class ExpiringMap<K, V> {

    private static final int SWEEP_FROM = 1_000;

    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();
    private final Predicate<V> isOver;
    private volatile int sweepAt = SWEEP_FROM;

    /** Creates the map; {@code isOver} tells whether an entry may be removed by now. */
    public ExpiringMap(Predicate<V> isOver) {
        this.isOver = isOver;
    }

    /** Returns the entry, also one that is over; null if there is none. */
    @Nullable
    public V get(K key) {
        return entries.get(key);
    }

    /** Returns the entry that was there before, or null. */
    @Nullable
    public V put(K key, V entry) {
        V before = entries.put(key, entry);
        if (entries.size() >= sweepAt) {
            entries.values().removeIf(isOver);
            sweepAt = Math.max(SWEEP_FROM, 2 * entries.size());
        }
        return before;
    }

    /** Removes the entry, and returns it; null if there was none. */
    @Nullable
    public V remove(K key) {
        return entries.remove(key);
    }

    /** Removes this very entry, not one that has taken its place, and returns whether it was there. */
    public boolean remove(K key, V entry) {
        return entries.remove(key, entry);
    }

    public Collection<V> values() {
        return entries.values();
    }

    public int size() {
        return entries.size();
    }
}
