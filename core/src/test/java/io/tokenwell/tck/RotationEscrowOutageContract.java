package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.failsTyped;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a {@link RotationEscrow} whose store is out of reach does: say so, by a typed error. Never an empty. */
public interface RotationEscrowOutageContract extends KeyHooks {

    /** An escrow that cannot reach its store. */
    RotationEscrow unreachableEscrow();

    @Test
    default void findingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableEscrow().find(key), key);
    }

    @Test
    default void keepingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableEscrow().keep(RotationEscrowContract.rotation(key, 1, "text"), Duration.ofDays(1)), key);
    }

    @Test
    default void removingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableEscrow().remove(RotationEscrowContract.rotation(key, 1, "text")), key);
    }
}
