package io.tokenwell.redis;

import io.tokenwell.StorageOperation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.SecretCipher;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Rotations in Redis, where every instance finds them. They are as durable as this Redis (persistence, replicas) and as
 * secret as the cipher makes them. Keeping and finding cost one round trip. Removing costs two, as the entry is
 * decrypted here and then deleted if it is unchanged. Reads are scripts, so that they go to the master, whatever the
 * connection reads from. Finding an entry that cannot be read is an error, and the entry is not removed, as another
 * instance may have the key. The same holds for an entry that a strict cipher refuses: if it is genuine, the refresh
 * token of the account is used up, and ignoring it would cost the login. Created by {@link RedisStores}. Safe for use
 * by any thread.
 *
 * @since 0.1
 */
public final class RedisRotationEscrow implements RotationEscrow {

    private static final String GET = "return redis.call('get', KEYS[1]) or ''";

    private final AccountKeys keys;
    private final EscrowEntry entry;
    private final VersionedWrite write;
    private final RedisScript get;
    private final RedisScript deleteIfSame;

    RedisRotationEscrow(CommandSource redis, AccountKeys keys, SecretCipher cipher) {
        EscrowJson.load();
        this.keys = keys;
        this.entry = new EscrowEntry(cipher);
        this.write = new VersionedWrite(redis);
        this.get = new RedisScript(redis, GET);
        this.deleteIfSame = new RedisScript(redis, RedisScript.DELETE_IF_SAME);
    }

    @Override
    public Mono<EscrowedRotation> find(AccountKey key) {
        return found(key)
                .map(found -> entry.decoded(key, found))
                .onErrorMap(RedisFailure.at(StorageOperation.ESCROW_FIND, key));
    }

    @Override
    public Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
        AccountKey key = rotation.key();
        return Mono.defer(() -> write.newerThan(keys.of(key), entry.encoded(rotation), timeToLive))
                .map(String::isEmpty)
                .onErrorMap(RedisFailure.at(StorageOperation.ESCROW_KEEP, key));
    }

    @Override
    public Mono<Void> remove(EscrowedRotation rotation) {
        AccountKey key = rotation.key();
        return found(key)
                .filter(found -> entry.holds(found, rotation))
                .flatMap(found -> deleteIfSame.decision(keys.of(key), found))
                .onErrorMap(RedisFailure.at(StorageOperation.ESCROW_REMOVE, key))
                .then();
    }

    private Mono<String> found(AccountKey key) {
        return Mono.defer(() -> get.text(keys.of(key))).filter(found -> !found.isEmpty());
    }
}
