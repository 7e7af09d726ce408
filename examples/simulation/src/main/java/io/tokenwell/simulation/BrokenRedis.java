package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import java.time.Duration;

/** Redis with one guarantee taken out. */
final class BrokenRedis extends SimulatedRedis {

    private final Mutant mutant;

    BrokenRedis(World world, Mutant mutant) {
        super(world);
        this.mutant = mutant;
    }

    @Override
    Boolean put(AccountKey key, CachedToken token, Duration timeToLive) {
        if (mutant == Mutant.NO_NEWER_ONLY) {
            super.evict(key);
        }
        return super.put(key, token, timeToLive);
    }

    @Override
    Boolean keep(EscrowedRotation rotation, Duration timeToLive) {
        return mutant == Mutant.NO_ESCROW || super.keep(rotation, timeToLive);
    }
}
