package io.tokenwell.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Access tokens in Redis. A read is one GET; a write is one script, so that of racing writes the newer version stays.
 * Times to live and expiries are kept in milliseconds. An entry that cannot be read is an error when read, and makes
 * room for any write. Made by {@link RedisStores}; safe for use by any thread.
 */
public final class RedisTokenCache implements TokenCache {

    // Versions are compared as texts: Lua's numbers are doubles and exact up to 2^53 only.
    private static final String PUT_UNLESS_NEWER = """
            local function less(a, b)
              local a_negative, b_negative = a:sub(1, 1) == '-', b:sub(1, 1) == '-'
              if a_negative ~= b_negative then return a_negative end
              if a == b then return false end
              if #a ~= #b then return (#a < #b) ~= a_negative end
              return (a < b) ~= a_negative
            end
            local function version(entry)
              return string.match(entry, '^(-?%d+)|')
            end
            local found = redis.call('get', KEYS[1])
            local kept = found and version(found)
            if kept and less(version(ARGV[2]), kept) then return 0 end
            redis.call('psetex', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """;

    private final RedisClusterReactiveCommands<String, String> commands;
    private final AccountKeys keys;
    private final RedisScript putUnlessNewer;

    RedisTokenCache(RedisClusterReactiveCommands<String, String> commands, AccountKeys keys) {
        this.commands = commands;
        this.keys = keys;
        this.putUnlessNewer = new RedisScript(commands, PUT_UNLESS_NEWER);
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return Mono.defer(() -> commands.get(keys.of(key)))
                .map(TokenEntry::decoded)
                .onErrorMap(RedisFailure.at("cache.get", key));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return Mono.defer(() -> putUnlessNewer.run(
                        keys.of(key), Long.toString(timeToLive.toMillis()), TokenEntry.encoded(token)))
                .onErrorMap(RedisFailure.at("cache.put", key));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return Mono.defer(() -> commands.del(keys.of(key)))
                .onErrorMap(RedisFailure.at("cache.evict", key))
                .then();
    }
}
