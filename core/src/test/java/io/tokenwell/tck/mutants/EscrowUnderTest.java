package io.tokenwell.tck.mutants;

import io.tokenwell.TokenStorageException;
import io.tokenwell.memory.InMemoryRotationEscrow;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A good escrow under the contract; a mutant overrides one method. */
abstract class EscrowUnderTest implements RotationEscrowContract, RotationEscrowOutageContract {

    final ManualClock clock = new ManualClock();
    final RotationEscrow good = new InMemoryRotationEscrow(clock);

    @Override
    public RotationEscrow escrow() {
        return new Delegating(this);
    }

    @Override
    public RotationEscrow unreachableEscrow() {
        return new Unreachable(this);
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }

    Mono<EscrowedRotation> find(AccountKey key) {
        return good.find(key);
    }

    Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
        return good.keep(rotation, timeToLive);
    }

    Mono<Void> remove(EscrowedRotation rotation) {
        return good.remove(rotation);
    }

    <T> Mono<T> outage(AccountKey key) {
        return Mono.error(new TokenStorageException(key.accountId(), "memory", "test", null));
    }

    private record Delegating(EscrowUnderTest target) implements RotationEscrow {

        @Override
        public Mono<EscrowedRotation> find(AccountKey key) {
            return target.find(key);
        }

        @Override
        public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return target.keep(rotation, timeToLive);
        }

        @Override
        public Mono<Void> remove(EscrowedRotation rotation) {
            return target.remove(rotation);
        }
    }

    private record Unreachable(EscrowUnderTest target) implements RotationEscrow {

        @Override
        public Mono<EscrowedRotation> find(AccountKey key) {
            return target.outage(key);
        }

        @Override
        public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return target.outage(rotation.key());
        }

        @Override
        public Mono<Void> remove(EscrowedRotation rotation) {
            return target.outage(rotation.key());
        }
    }
}
