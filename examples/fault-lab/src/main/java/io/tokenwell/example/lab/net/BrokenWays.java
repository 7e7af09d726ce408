package io.tokenwell.example.lab.net;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections that a proxy's fault broke while their clients still listened, by their port towards the server. Safe for
 * use by any thread.
 */
final class BrokenWays {

    /** Requests that are under way when their connection breaks arrive after that; a port comes again much later. */
    private static final long UNDER_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Map<Integer, Long> nanosByPort = new ConcurrentHashMap<>();

    void broke(int port) {
        nanosByPort.put(port, System.nanoTime());
    }

    OptionalLong since(int port, long arrivedNanos) {
        Long broken = nanosByPort.get(port);
        return broken != null && broken - arrivedNanos >= -UNDER_WAY_NANOS
                ? OptionalLong.of(broken)
                : OptionalLong.empty();
    }
}
