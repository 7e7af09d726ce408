package io.tokenwell.refresh.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a walk has found the lock held by another, without news that it has moved. Part of the walk's state, so
 * plain fields do.
 */
public final class HeldLock {

    private @Nullable Duration askAt;
    private boolean foundFree;

    /** Notes that the walk got the lock. If another holder has the claim, it has that without the lock. */
    public void taken() {
        askAt = null;
        foundFree = true;
    }

    /** Notes that the lock was freed or taken anew: its holder lives. */
    public void moved() {
        askAt = null;
    }

    /**
     * Reports whether news of the lock may come from the holder that refreshes, and not from this walk itself or from
     * another waiter like it.
     */
    public boolean worthHearing() {
        return askAt != null && !foundFree;
    }

    /**
     * Notes that the lock was found held. Returns true each time that this patience has gone by: then there may be no
     * holder any more.
     */
    public boolean overdue(Duration now, Duration patience) {
        boolean overdue = askAt != null && now.compareTo(askAt) >= 0;
        if (askAt == null || overdue) {
            askAt = now.plus(patience);
        }
        return overdue;
    }
}
