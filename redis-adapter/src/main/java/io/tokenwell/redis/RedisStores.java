package io.tokenwell.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import io.tokenwell.spi.SecretCipher;
import java.time.Clock;
import java.util.Objects;

/**
 * Makes the ports on one Lettuce connection, which stays the caller's to close. Immutable and safe for use by any
 * thread; a connection is shared by all ports and all callers.
 *
 * <p>Keys are {@code prefix:{openai:account:42}:token} and so on: the braces put all keys of an account into one slot of
 * a cluster. The client should be set up with {@link RedisClientOptions}, and its URI with a timeout of 1 s (on Sentinel and
 * on a cluster Lettuce waits that long for each node when it looks who is master), or an outage is noticed late.
 *
 * <pre>{@code
 * uri.setTimeout(Duration.ofSeconds(1));
 * RedisClient client = RedisClient.create(uri);
 * client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
 * RedisConnection connection = RedisConnection.to(client, uri);    // goes on if Redis is away
 * RedisStores stores = RedisStores.of(connection);
 * }</pre>
 *
 * @since 0.1
 */
public final class RedisStores {

    private static final String DEFAULT_PREFIX = "tokenwell";

    private final CommandSource redis;
    private final StringCodec codec;
    private final String keyPrefix;
    private final SecretCipher cipher;

    private RedisStores(CommandSource redis, StringCodec codec, String keyPrefix, SecretCipher cipher) {
        this.redis = redis;
        this.codec = codec;
        this.keyPrefix = keyPrefix;
        this.cipher = cipher;
    }

    /**
     * Stores on one server, or on a master and its replicas as Sentinel tells.
     *
     * @param connection to the server; of the latter kind, {@code MasterReplica} makes them
     * @return the stores
     * @throws IllegalArgumentException if its codec is not a {@link StringCodec}
     */
    public static RedisStores of(StatefulRedisConnection<String, String> connection) {
        return connected(connection.reactive(), texts(connection));
    }

    /**
     * Stores on a cluster.
     *
     * @param connection to the cluster
     * @return the stores
     * @throws IllegalArgumentException if its codec is not a {@link StringCodec}
     */
    public static RedisStores of(StatefulRedisClusterConnection<String, String> connection) {
        return connected(connection.reactive(), texts(connection));
    }

    /**
     * Stores on a connection that is made in the background. Until it is there, everything that the ports are asked is
     * refused at once: a provider takes that for an outage of Redis.
     *
     * @param connection on its way
     * @return the stores
     */
    public static RedisStores of(RedisConnection connection) {
        return new RedisStores(connection::reactive, StringCodec.UTF8, DEFAULT_PREFIX, SecretCipher.none());
    }

    private static RedisStores connected(RedisClusterReactiveCommands<String, String> commands, StringCodec codec) {
        return new RedisStores(() -> commands, codec, DEFAULT_PREFIX, SecretCipher.none());
    }

    /** The server compares the versions it finds in the entries: a codec that compresses or encrypts would hide them. */
    private static StringCodec texts(StatefulConnection<String, String> connection) {
        if (connection.getCodec() instanceof StringCodec texts) {
            return texts;
        }
        throw new IllegalArgumentException(
                "the connection must write texts as they are (StringCodec), for Redis compares"
                        + " their versions; for encryption use withSecretCipher: "
                        + connection.getCodec().getClass().getName());
    }

    /**
     * These stores under other keys, for deployments that share a Redis but not their accounts.
     *
     * @param prefix what all keys begin with, {@code tokenwell} if not set; not blank and without braces
     * @return a copy; this object is unchanged
     */
    public RedisStores withKeyPrefix(String prefix) {
        if (prefix.isBlank() || prefix.contains("{") || prefix.contains("}")) {
            throw new IllegalArgumentException(
                    "a key prefix must not be blank nor hold braces, which name the slot of a cluster: " + prefix);
        }
        return new RedisStores(redis, codec, prefix, cipher);
    }

    /**
     * These stores with their secrets encrypted: the tokens of the cache, and escrowed rotations as a whole. Entries that
     * were written before are still read. The lock and the cooldowns hold no secret.
     *
     * @param secretCipher encrypts what is written from now on; {@link SecretCipher#none()} if not set
     * @return a copy; this object is unchanged
     */
    public RedisStores withSecretCipher(SecretCipher secretCipher) {
        return new RedisStores(redis, codec, keyPrefix, Objects.requireNonNull(secretCipher, "secretCipher"));
    }

    /**
     * The cache.
     *
     * @return a cache on this connection
     */
    public RedisTokenCache tokenCache() {
        return new RedisTokenCache(redis, codec, keys(AccountKeys.TOKEN), cipher);
    }

    /**
     * The cache with a small one before it in this process, kept coherent by what Redis announces; waits for a token end when
     * it is announced.
     *
     * @param tracking brings the announcements; of the same servers as this connection, and the caller's to close
     * @param settings its bounds
     * @return a cache that begins to listen now
     */
    public NearTokenCache nearTokenCache(RedisTracking tracking, NearCacheSettings settings) {
        return nearTokenCache(tracking, settings, Clock.systemUTC());
    }

    /**
     * The same with another clock, which must be the provider's.
     *
     * @param tracking brings the announcements
     * @param settings its bounds
     * @param clock tells when tokens expire
     * @return a cache that begins to listen now
     */
    public NearTokenCache nearTokenCache(RedisTracking tracking, NearCacheSettings settings, Clock clock) {
        NearTokenCache near = new NearTokenCache(tokenCache(), new NearEntries(settings, Watch.of(clock)));
        tracking.listening(keyPrefix + ":", settings.heartbeat(), near.listener(keyPrefix));
        return near;
    }

    /**
     * The lock.
     *
     * @return a lock on this connection
     */
    public RedisRefreshLock refreshLock() {
        return new RedisRefreshLock(redis, keys(AccountKeys.LOCK));
    }

    /**
     * The escrow.
     *
     * @return an escrow on this connection
     */
    public RedisRotationEscrow rotationEscrow() {
        return new RedisRotationEscrow(redis, keys(AccountKeys.ESCROW), cipher);
    }

    /**
     * The cooldowns.
     *
     * @return cooldowns on this connection
     */
    public RedisRefreshCooldown refreshCooldown() {
        return new RedisRefreshCooldown(redis, keys(AccountKeys.COOLDOWN));
    }

    private AccountKeys keys(String kind) {
        return new AccountKeys(keyPrefix, kind);
    }
}
