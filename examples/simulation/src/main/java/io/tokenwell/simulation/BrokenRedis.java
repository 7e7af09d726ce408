package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Redis with one guarantee taken out. */
final class BrokenRedis extends SimulatedRedis {

    private final Mutant mutant;
    private final Set<EscrowedRotation> kept = new HashSet<>();

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
        boolean inVain = mutant == Mutant.NO_ESCROW || (mutant == Mutant.KEPT_ONCE && !kept.add(rotation));
        return inVain || super.keep(rotation, timeToLive);
    }
}
