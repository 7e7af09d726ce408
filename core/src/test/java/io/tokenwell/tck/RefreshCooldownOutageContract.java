package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.failsTyped;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a {@link RefreshCooldown} whose store is out of reach does: say so, by a typed error. Never an empty. */
public interface RefreshCooldownOutageContract extends KeyHooks {

    /** Cooldowns that cannot reach their store. */
    RefreshCooldown unreachableCooldown();

    @Test
    default void findingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableCooldown().find(key), key);
    }

    @Test
    default void startingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(
                unreachableCooldown().start(key, RefreshCooldownContract.cooldown("reason", Duration.ofMinutes(1))),
                key);
    }

    @Test
    default void endingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableCooldown().end(key), key);
    }
}
