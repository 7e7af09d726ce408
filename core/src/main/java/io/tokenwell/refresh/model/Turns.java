package io.tokenwell.refresh.model;

import io.tokenwell.spi.ExpiringAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which account of a page is next: the one whose token ends first, if that is soon; else a random one, so that
 * instances that read the same page do not meet at each account. For one user at a time.
 */
public final class Turns {

    private final List<ExpiringAccount> left;
    private final Duration soon;
    private final RefreshRuntime runtime;

    /** Takes a page in the order of the tokens' ends. */
    public Turns(List<ExpiringAccount> page, Duration soon, RefreshRuntime runtime) {
        this.left = new ArrayList<>(page);
        this.soon = soon;
        this.runtime = runtime;
    }

    /** Returns the next account; null after the last one. */
    @Nullable
    public ExpiringAccount next() {
        if (left.isEmpty()) {
            return null;
        }
        Instant soonest = left.get(0).expiresAt();
        boolean hurry = soonest.isBefore(runtime.clock().instant().plus(soon));
        return left.remove(hurry ? 0 : (int) (runtime.random().getAsDouble() * left.size()));
    }
}
