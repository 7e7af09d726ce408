package io.tokenwell.refresh.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a call has found the lock in other hands, without word that it has moved. Part of its state: plain fields do. */
public final class HeldLock {

    private @Nullable Duration askAt;
    private boolean foundFree;

    /** Whoever has the claim, should another have it, has it without the lock. */
    public void taken() {
        askAt = null;
        foundFree = true;
    }

    /** Somebody has freed it, or taken it anew: its holder lives. */
    public void moved() {
        askAt = null;
    }

    /** Whether word that it moves may be of the one who refreshes, and is neither of ourselves nor of one who waits likewise. */
    public boolean worthHearing() {
        return askAt != null && !foundFree;
    }

    /** Found held. True each time that this patience has gone by: then there may be no holder any more. */
    public boolean overdue(Duration now, Duration patience) {
        boolean overdue = askAt != null && now.compareTo(askAt) >= 0;
        if (askAt == null || overdue) {
            askAt = now.plus(patience);
        }
        return overdue;
    }
}
