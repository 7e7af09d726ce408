package io.tokenwell.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** The announcements of all masters, complete only while every master is tracked. Events are handled in their order. */
final class TrackedMasters implements Disposable {

    private static final Logger log = LoggerFactory.getLogger(TrackedMasters.class);

    private final TrackingListener listener;
    private final BiFunction<String, TrackingListener, Disposable> opening;
    private final Drain turns = new Drain(failure -> log.warn(
            "Change of the Redis masters not handled, going on with the next one: error={}",
            Trouble.of(failure).text()));
    private volatile boolean disposed;

    // Used only by the thread that has the turn.
    private final Map<String, Disposable> nodes = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private final Map<String, Moment> alive = new HashMap<>();
    private boolean whole;

    /** Creates an instance without masters. {@code opening} starts to track one master. */
    TrackedMasters(TrackingListener listener, BiFunction<String, TrackingListener, Disposable> opening) {
        this.listener = listener;
        this.opening = opening;
    }

    /** Sets the current masters. */
    void are(Set<String> masters) {
        turns.run(() -> became(masters));
    }

    private void became(Set<String> masters) {
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

    private void heard(String master) {
        if (nodes.containsKey(master)) {
            heard.add(master);
            decided(heard.containsAll(nodes.keySet()));
        }
    }

    private void lost(String master) {
        heard.remove(master);
        if (nodes.containsKey(master)) {
            decided(false);
        }
    }

    /** Passes on the oldest confirmed heartbeat of all masters. */
    private void alive(String master, Moment asOf) {
        if (nodes.containsKey(master)) {
            alive.put(master, asOf);
        }
        if (alive.keySet().containsAll(nodes.keySet())) {
            alive.values().stream().reduce(Moment::earlier).ifPresent(listener::alive);
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
    public void dispose() {
        disposed = true;
        turns.run(this::ended);
    }

    private void ended() {
        Set.copyOf(nodes.keySet()).forEach(this::forget);
        decided(false);
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    private final class Ear implements TrackingListener {

        private final String master;

        Ear(String master) {
            this.master = master;
        }

        @Override
        public Moment now() {
            return listener.now();
        }

        @Override
        public void alive(Moment asOf) {
            turns.run(() -> TrackedMasters.this.alive(master, asOf));
        }

        @Override
        public void tracked() {
            turns.run(() -> heard(master));
        }

        @Override
        public void lost() {
            turns.run(() -> TrackedMasters.this.lost(master));
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
