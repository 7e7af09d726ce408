package io.tokenwell.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Access tokens in Redis. A read is one GET; a write is one script, so that of racing writes the newer version stays.
 * Times to live and expiries are kept in milliseconds. An entry that cannot be read or decrypted is an error when read.
 * One of another form makes room for any write; one under a key that is not known here gives way to newer ones only: others
 * may read it. What a strict cipher refuses (plain, altered, of another place) is a miss and makes room; the log says so
 * once a minute. Made by {@link RedisStores}; safe for use by any thread.
 *
 * @since 0.1
 */
public final class RedisTokenCache implements TokenCache {

    private final CommandSource redis;
    private final StringCodec codec;
    private final AccountKeys keys;
    private final TokenEntry entry;
    private final VersionedWrite write;
    private final RefusalLog refusals = new RefusalLog();

    RedisTokenCache(CommandSource redis, StringCodec codec, AccountKeys keys, SecretCipher cipher) {
        this.redis = redis;
        this.codec = codec;
        this.keys = keys;
        this.entry = new TokenEntry(cipher);
        this.write = new VersionedWrite(redis);
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return new TokenRead(key, this);
    }

    /** How long Redis will keep the entry; empty if there is none, or it has no end. */
    Mono<Duration> lifeLeft(AccountKey key) {
        return Mono.defer(() -> redis.commands().pttl(keys.of(key)))
                .filter(left -> left >= 0)
                .map(Duration::ofMillis)
                .onErrorMap(RedisFailure.at("cache.get", key));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return Mono.defer(() -> written(key, entry.encoded(key, token), timeToLive))
                .onErrorMap(RedisFailure.at("cache.put", key));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return Mono.defer(() -> redis.commands().del(keys.of(key)))
                .onErrorMap(RedisFailure.at("cache.evict", key))
                .then();
    }

    /** The token is cut out of the reply's bytes: the entry never is a text of its own. */
    Publisher<CachedToken> read(AccountKey key) {
        return redis.commands()
                .dispatch(
                        CommandType.GET,
                        new TokenOutput(codec, entry, key, refusals),
                        new CommandArgs<>(codec).addKey(keys.of(key)));
    }

    private Mono<Boolean> written(AccountKey key, String next, Duration timeToLive) {
        String name = keys.of(key);
        return write.newerThan(name, next, timeToLive)
                .flatMap(newer -> newer.isEmpty() || entry.mayBeRead(key, newer)
                        ? Mono.just(newer)
                        : write.newerThan(name, next, timeToLive, newer))
                .map(String::isEmpty);
    }
}
