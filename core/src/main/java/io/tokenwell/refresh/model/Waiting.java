package io.tokenwell.refresh.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a walk has waited for others, and for what. Part of the walk's state, so plain fields do. */
public final class Waiting {

    private final HeldLock lock = new HeldLock();
    private int count;
    private Duration total = Duration.ZERO;
    private @Nullable Duration since;
    private WaitEnd lastEnd = WaitEnd.TIME;
    private boolean requested;
    private boolean contended;

    /** What ended a wait. */
    public enum WaitEnd {
        TIME,
        TOKEN,
        COOLDOWN,
        LOCK
    }

    public HeldLock lock() {
        return lock;
    }

    public void ended(Duration wait, WaitEnd how) {
        count++;
        total = total.plus(wait);
        lastEnd = how;
    }

    public int count() {
        return count;
    }

    public Duration total() {
        return total;
    }

    /** Reports whether another instance has just announced why no instance refreshes. */
    public boolean cooldownAnnounced() {
        return lastEnd == WaitEnd.COOLDOWN;
    }

    /**
     * Returns how long ago the walk came to where walks wait, by the time that has elapsed; the first call begins it.
     */
    public Duration lasting(Duration now) {
        if (since == null) {
            since = now;
        }
        return now.minus(since);
    }

    /** Returns true the first time: a walk asks for its refresh once, however often it retries. */
    public boolean firstRequest() {
        boolean first = !requested;
        requested = true;
        return first;
    }

    /** Returns true the first time that another was found holding the account. */
    public boolean firstContention() {
        boolean first = !contended;
        contended = true;
        return first;
    }
}
