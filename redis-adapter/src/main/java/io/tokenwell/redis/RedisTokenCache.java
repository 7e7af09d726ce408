package io.tokenwell.redis;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.tokenwell.StorageOperation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Access tokens in Redis. A read is one GET; a write is one script, so that of concurrent writes the newer version
 * stays. Times to live and expiries are in milliseconds. Reading an entry that cannot be read or decrypted is an error.
 * An entry of another form is replaced by any write. An entry with an unknown key is replaced only by newer versions,
 * as other instances may read it. An entry that a strict cipher refuses (plain, altered, of another place) is a miss
 * and is replaced by any write; a log line reports it once a minute. Created by {@link RedisStores}. Safe for use by
 * any thread.
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

    /** Emits how long Redis will keep the entry; empty if there is none or it does not expire. */
    Mono<Duration> lifeLeft(AccountKey key) {
        return Mono.defer(() -> redis.commands().pttl(keys.of(key)))
                .filter(left -> left >= 0)
                .map(Duration::ofMillis)
                .onErrorMap(RedisFailure.at(StorageOperation.CACHE_GET, key));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return Mono.defer(() -> written(key, entry.encoded(key, token), timeToLive))
                .onErrorMap(RedisFailure.at(StorageOperation.CACHE_PUT, key));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return Mono.defer(() -> redis.commands().del(keys.of(key)))
                .onErrorMap(RedisFailure.at(StorageOperation.CACHE_EVICT, key))
                .then();
    }

    /** Reads the token from the bytes of the reply, so that no text of the whole entry is created. */
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
