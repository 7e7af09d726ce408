package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.failsTyped;

import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a {@link RefreshLock} whose store is out of reach does: say so, by a typed error. Never "held". */
public interface RefreshLockOutageContract extends KeyHooks {

    /** A lock that cannot reach its store. */
    RefreshLock unreachableLock();

    @Test
    default void acquiringWithoutStoreIsATypedError() {
        Lease lease = new Lease(freshKey(), "owner");
        failsTyped(unreachableLock().tryAcquire(lease, Duration.ofSeconds(60)), lease.key());
    }

    @Test
    default void releasingWithoutStoreIsATypedError() {
        Lease lease = new Lease(freshKey(), "owner");
        failsTyped(unreachableLock().release(lease), lease.key());
    }
}
