package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** An instance's ways to what else is kept in Redis. */
record RedisPorts(Instance instance, Link link, SimulatedRedis redis) {

    RefreshLock lock() {
        return new RefreshLock() {
            @Override
            public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
                return link.asked(
                        instance,
                        Step.LOCK,
                        Long.parseLong(lease.key().accountId()),
                        () -> redis.acquire(lease, timeToLive));
            }

            @Override
            public Mono<Void> release(Lease lease) {
                return link.asked(
                        instance, Step.RELEASE, Long.parseLong(lease.key().accountId()), () -> redis.release(lease));
            }
        };
    }

    RotationEscrow escrow() {
        return new RotationEscrow() {
            @Override
            public Mono<EscrowedRotation> find(AccountKey key) {
                return link.asked(instance, Step.ESCROW_FIND, Long.parseLong(key.accountId()), () -> redis.kept(key));
            }

            @Override
            public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
                return link.asked(
                        instance,
                        Step.ESCROW_KEEP,
                        Long.parseLong(rotation.key().accountId()),
                        () -> redis.keep(rotation, timeToLive));
            }

            @Override
            public Mono<Void> remove(EscrowedRotation rotation) {
                return link.asked(
                        instance,
                        Step.ESCROW_REMOVE,
                        Long.parseLong(rotation.key().accountId()),
                        () -> redis.remove(rotation));
            }
        };
    }

    RefreshCooldown cooldown() {
        return new RefreshCooldown() {
            @Override
            public Mono<SharedCooldown> find(AccountKey key) {
                return link.asked(
                        instance, Step.COOLDOWN_FIND, Long.parseLong(key.accountId()), () -> redis.cooldown(key));
            }

            @Override
            public Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
                return link.asked(
                        instance,
                        Step.COOLDOWN_START,
                        Long.parseLong(key.accountId()),
                        () -> redis.start(key, cooldown));
            }

            @Override
            public Mono<Void> end(AccountKey key) {
                return link.asked(instance, Step.COOLDOWN_END, Long.parseLong(key.accountId()), () -> redis.end(key));
            }
        };
    }
}
