package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Rotations kept in this process only: what the account table has not taken when the process ends is lost. Safe for use
 * by any thread.
 *
 * @since 0.1
 */
public final class InMemoryRotationEscrow implements RotationEscrow {

    private final ExpiringEntries<EscrowedRotation> rotations;

    /**
     * An empty escrow.
     *
     * @param clock tells when a rotation is given up
     */
    public InMemoryRotationEscrow(Clock clock) {
        rotations = new ExpiringEntries<>(clock);
    }

    @Override
    public Mono<EscrowedRotation> find(AccountKey key) {
        return Mono.defer(() -> Mono.justOrEmpty(rotations.find(key)));
    }

    @Override
    public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
        return Mono.fromSupplier(() -> rotations.putIf(
                rotation.key(), rotation, timeToLive, kept -> kept.readVersion() <= rotation.readVersion()));
    }

    @Override
    public Mono<Void> remove(EscrowedRotation rotation) {
        return Mono.fromRunnable(() -> rotations.removeIf(rotation.key(), rotation::equals));
    }
}
