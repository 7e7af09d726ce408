package io.tokenwell.example.kit.limits;

/** How long nothing has come although somebody wanted to read: what nobody asked for is not late. For one event loop. */
final class ReadProgress {

    private boolean wanted;
    private long since;

    ReadProgress() {}

    void wanted() {
        if (!wanted) {
            wanted = true;
            since = System.nanoTime();
        }
    }

    void came() {
        wanted = false;
    }

    /** How much of a limit is left; all of it if nobody waits. */
    long leftOf(long limitNanos) {
        return wanted ? since + limitNanos - System.nanoTime() : limitNanos;
    }
}
