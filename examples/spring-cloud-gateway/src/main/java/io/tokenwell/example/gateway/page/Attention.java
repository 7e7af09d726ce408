package io.tokenwell.example.gateway.page;

import java.util.concurrent.atomic.AtomicLong;

/** Whether to look again at a tick of a tenth of a second: after a change, a few times a second while calls wait, else once. */
final class Attention {

    private static final int USUAL = 10;
    private static final int WAITED_FOR = 3;

    private final WatchedTokens calls;
    private final RecentEvents events;
    private final AtomicLong wanted = new AtomicLong();
    private volatile long seen;

    Attention(WatchedTokens calls, RecentEvents events) {
        this.calls = calls;
        this.events = events;
    }

    /** Somebody has changed something. */
    void wanted() {
        wanted.incrementAndGet();
    }

    /** Ticks come one at a time. */
    boolean needsALook(long tick) {
        long now = wanted.get() + events.told();
        boolean changed = now != seen;
        seen = now;
        return changed || tick % USUAL == 0 || (tick % WAITED_FOR == 0 && calls.anybodyWaits());
    }
}
