package io.tokenwell.redis;

import io.tokenwell.StorageOperation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The refresh lock of a fleet. A script with {@code SET NX PX} takes it for the owner of the lease; the script
 * recognises its own lease if the driver sends the attempt again. Another script compares the owner and frees it. One
 * round trip per call. Advisory only, as a failover of Redis may lose a lock. Created by {@link RedisStores}. Safe for
 * use by any thread.
 *
 * @since 0.1
 */
public final class RedisRefreshLock implements RefreshLock {

    // A plain SET NX that is sent again after a lost reply finds the key it made itself, and would call that held.
    private static final String SET_IF_FREE_OR_OWNED = """
            if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 1 end
            if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('pexpire', KEYS[1], ARGV[2])
            """;

    private final AccountKeys keys;
    private final RedisScript setIfFreeOrOwned;
    private final RedisScript deleteIfOwned;

    RedisRefreshLock(CommandSource redis, AccountKeys keys) {
        this.keys = keys;
        this.setIfFreeOrOwned = new RedisScript(redis, SET_IF_FREE_OR_OWNED);
        this.deleteIfOwned = new RedisScript(redis, RedisScript.DELETE_IF_SAME);
    }

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return Mono.defer(() -> setIfFreeOrOwned.decision(
                        keys.of(lease.key()), lease.owner(), Long.toString(timeToLive.toMillis())))
                .filter(taken -> taken)
                .map(taken -> lease)
                .onErrorMap(RedisFailure.at(StorageOperation.LOCK_ACQUIRE, lease.key()));
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return Mono.defer(() -> deleteIfOwned.decision(keys.of(lease.key()), lease.owner()))
                .onErrorMap(RedisFailure.at(StorageOperation.LOCK_RELEASE, lease.key()))
                .then();
    }
}
