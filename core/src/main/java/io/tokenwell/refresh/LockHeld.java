package io.tokenwell.refresh;

import io.tokenwell.spi.RefreshObserver.Held;
import org.jspecify.annotations.Nullable;

/** Signal inside the pipeline: another holds lock or claim. The only failure that is waited for. */
final class LockHeld extends RuntimeException {

    private final transient @Nullable Held held;

    /** It is waited for likewise, though nobody was found holding anything. */
    LockHeld() {
        this(null);
    }

    LockHeld(@Nullable Held held) {
        // No stack trace: it is a signal, raised at every contention.
        super("another refreshes this account", null, false, false);
        this.held = held;
    }

    /** What another was found holding. */
    @Nullable
    Held held() {
        return held;
    }
}
