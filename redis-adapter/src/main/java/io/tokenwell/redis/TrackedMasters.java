package io.tokenwell.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import reactor.core.Disposable;

/** The announcements of all masters: whole only while every one of them is heard. */
final class TrackedMasters implements Disposable {

    private final TrackingListener listener;
    private final BiFunction<String, TrackingListener, Disposable> opening;
    private final Map<String, Disposable> nodes = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private final Map<String, Long> alive = new HashMap<>();
    private boolean whole;
    private boolean disposed;

    /** {@code opening} begins to listen to one master. */
    TrackedMasters(TrackingListener listener, BiFunction<String, TrackingListener, Disposable> opening) {
        this.listener = listener;
        this.opening = opening;
    }

    /** Who is master from now on. */
    synchronized void are(Set<String> masters) {
        if (disposed || masters.isEmpty() || masters.equals(nodes.keySet())) {
            return;
        }
        Set<String> gone = new HashSet<>(nodes.keySet());
        gone.removeAll(masters);
        gone.forEach(this::forget);
        // Keys may have moved to a new master unheard.
        decided(false);
        masters.stream()
                .filter(master -> !nodes.containsKey(master))
                .forEach(master -> nodes.put(master, opening.apply(master, new Ear(master))));
        decided(heard.containsAll(nodes.keySet()));
    }

    private void forget(String master) {
        Disposable node = nodes.remove(master);
        heard.remove(master);
        alive.remove(master);
        if (node != null) {
            node.dispose();
        }
    }

    private synchronized void heard(String master) {
        if (nodes.containsKey(master)) {
            heard.add(master);
            decided(heard.containsAll(nodes.keySet()));
        }
    }

    private synchronized void lost(String master) {
        heard.remove(master);
        if (nodes.containsKey(master)) {
            decided(false);
        }
    }

    /** As of the one that was heard longest ago. */
    private synchronized void alive(String master, long asOf) {
        if (nodes.containsKey(master)) {
            alive.put(master, asOf);
        }
        if (alive.keySet().containsAll(nodes.keySet())) {
            alive.values().stream()
                    .reduce((one, other) -> one - other < 0 ? one : other)
                    .ifPresent(listener::alive);
        }
    }

    private void decided(boolean now) {
        if (now != whole) {
            whole = now;
            if (now) {
                listener.tracked();
            } else {
                listener.lost();
            }
        }
    }

    @Override
    public synchronized void dispose() {
        disposed = true;
        Set.copyOf(nodes.keySet()).forEach(this::forget);
        decided(false);
    }

    @Override
    public synchronized boolean isDisposed() {
        return disposed;
    }

    private final class Ear implements TrackingListener {

        private final String master;

        Ear(String master) {
            this.master = master;
        }

        @Override
        public void alive(long asOf) {
            TrackedMasters.this.alive(master, asOf);
        }

        @Override
        public void tracked() {
            heard(master);
        }

        @Override
        public void lost() {
            TrackedMasters.this.lost(master);
        }

        @Override
        public void changed(String redisKey) {
            listener.changed(redisKey);
        }

        @Override
        public void allChanged() {
            listener.allChanged();
        }
    }
}
