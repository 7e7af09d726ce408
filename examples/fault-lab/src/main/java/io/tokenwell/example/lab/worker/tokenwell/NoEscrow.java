package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** An escrow that keeps nothing. */
record NoEscrow() implements RotationEscrow {

    @Override
    public Mono<EscrowedRotation> find(AccountKey key) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
        return Mono.just(true);
    }

    @Override
    public Mono<Void> remove(EscrowedRotation rotation) {
        return Mono.empty();
    }
}
