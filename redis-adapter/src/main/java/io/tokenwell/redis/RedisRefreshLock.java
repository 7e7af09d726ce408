package io.tokenwell.redis;

import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The refresh lock of a fleet: {@code SET NX PX} with the lease's owner takes it, a script that compares the owner frees
 * it; one round trip each. Advisory, as a failover of Redis may forget a lock. Made by {@link RedisStores}; safe for use
 * by any thread.
 */
public final class RedisRefreshLock implements RefreshLock {

    private static final String DELETE_IF_OWNED = """
            if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('del', KEYS[1])
            """;

    private final RedisClusterReactiveCommands<String, String> commands;
    private final AccountKeys keys;
    private final RedisScript deleteIfOwned;

    RedisRefreshLock(RedisClusterReactiveCommands<String, String> commands, AccountKeys keys) {
        this.commands = commands;
        this.keys = keys;
        this.deleteIfOwned = new RedisScript(commands, DELETE_IF_OWNED);
    }

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        // Redis answers OK, or nil when the key exists: an empty.
        return Mono.defer(() -> commands.set(
                        keys.of(lease.key()),
                        lease.owner(),
                        SetArgs.Builder.nx().px(timeToLive)))
                .map(taken -> lease)
                .onErrorMap(RedisFailure.at("lock.acquire", lease.key()));
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return Mono.defer(() -> deleteIfOwned.run(keys.of(lease.key()), lease.owner()))
                .onErrorMap(RedisFailure.at("lock.release", lease.key()))
                .then();
    }
}
