package io.tokenwell.example.lab.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a proxy does to bytes at this moment. Read for each of them, so that a fault that was switched on before a reply
 * was written holds for that reply, though the loop learns of it later.
 */
final class ProxyFaults {

    private final BrokenWays broken = new BrokenWays();
    private final AtomicInteger epoch = new AtomicInteger();
    private final AtomicLong swallowed = new AtomicLong();
    private volatile boolean down;
    private volatile boolean stalled;
    private volatile boolean losing;
    private volatile long nanosToServer;
    private volatile long nanosToClient;

    /** Ends the time of all connections that exist. */
    int nextEpoch() {
        return epoch.incrementAndGet();
    }

    int epoch() {
        return epoch.get();
    }

    boolean down() {
        return down;
    }

    void down(boolean refused) {
        down = refused;
    }

    boolean stalled() {
        return stalled;
    }

    void stalled(boolean held) {
        stalled = held;
    }

    boolean losing() {
        return losing;
    }

    void losing(boolean swallowing) {
        losing = swallowing;
    }

    void delay(Duration toServer, Duration toClient) {
        nanosToServer = toServer.toNanos();
        nanosToClient = toClient.toNanos();
    }

    long nanosToServer() {
        return nanosToServer;
    }

    long nanosToClient() {
        return nanosToClient;
    }

    BrokenWays broken() {
        return broken;
    }

    void swallowed(int bytes) {
        swallowed.addAndGet(bytes);
    }

    long swallowed() {
        return swallowed.get();
    }
}
