package io.tokenwell.example.kit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of or asked for last, and no more than so much of it: two generations, of which the older one is forgotten as
 * soon as the younger one is full. Safe for use by any thread.
 */
final class Recent<K, V> {

    private final int most;
    private volatile Generations<K, V> generations =
            new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    private record Generations<K, V>(ConcurrentMap<K, V> young, ConcurrentMap<K, V> old) {}

    /** {@code most}: how many a generation has. */
    Recent(int most) {
        this.most = most;
    }

    @Nullable
    V get(K key) {
        Generations<K, V> now = generations;
        V young = now.young().get(key);
        if (young != null) {
            return young;
        }
        V old = now.old().get(key);
        if (old != null) {
            put(key, old);
        }
        return old;
    }

    void put(K key, V value) {
        Generations<K, V> now = generations;
        now.young().put(key, value);
        if (now.young().size() >= most) {
            // Where two do it at once, what one has put into his in between is forgotten: all of it is, sooner or
            // later.
            generations = new Generations<>(new ConcurrentHashMap<>(), now.young());
        }
    }

    void remove(K key) {
        Generations<K, V> now = generations;
        now.old().remove(key);
        now.young().remove(key);
    }

    boolean isEmpty() {
        Generations<K, V> now = generations;
        return now.young().isEmpty() && now.old().isEmpty();
    }

    int size() {
        Generations<K, V> now = generations;
        return now.young().size() + now.old().size();
    }
}
