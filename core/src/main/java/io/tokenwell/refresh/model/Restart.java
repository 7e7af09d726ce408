package io.tokenwell.refresh.model;

import io.tokenwell.spi.RefreshObserver.Held;
import org.jspecify.annotations.Nullable;

/** Signal inside the pipeline: the walk waits, and starts again at the cache. No other failure is waited for. */
public final class Restart extends RuntimeException {

    private final Why why;

    /** Why the walk has to wait first. */
    public enum Why {
        /** Another holder has the lock. */
        LOCK_HELD(Held.LOCK),
        /** Another holder has the claim. */
        CLAIM_HELD(Held.CLAIM),
        /** Our claim would end before the answer is stored. */
        CLAIM_TOO_SHORT(null),
        /** An earlier attempt has ended since the claim read the row. */
        ROW_CHANGED(null),
        /** The row that came in place of what was redeemed is due itself. */
        ROW_DUE(null),
        /** The row whose token is to be served cannot be read yet. */
        ROW_UNREADABLE(null),
        /** The stored token that was to be served has ended meanwhile. */
        FALLBACK_ENDED(null);

        private final @Nullable Held held;

        Why(@Nullable Held held) {
            this.held = held;
        }
    }

    public Restart(Why why) {
        // No stack trace: it is a signal, raised at every contention.
        super("starts again at the cache: " + why, null, false, false);
        this.why = why;
    }

    /** Returns what another was found holding; null if there is no other holder. */
    @Nullable
    public Held held() {
        return why.held;
    }
}
