package io.tokenwell.refresh.model;

import io.tokenwell.spi.ExpiringAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among the accounts of a page: whoever's token ends soon, the earliest first; else anybody, so that
 * instances that read the same page do not meet at each account. For one user at a time.
 */
public final class Turns {

    private final List<ExpiringAccount> left;
    private final Duration soon;
    private final RefreshRuntime runtime;

    /** The page in the order of the tokens' ends. */
    public Turns(List<ExpiringAccount> page, Duration soon, RefreshRuntime runtime) {
        this.left = new ArrayList<>(page);
        this.soon = soon;
        this.runtime = runtime;
    }

    /** Null after the last one. */
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
