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
 * Factory of the stores on one Lettuce connection, which the caller closes. Immutable. Safe for use by any thread; all
 * stores and callers share the connection.
 *
 * <p>Keys are {@code prefix:{openai:account:42}:token} and so on. The braces put all keys of an account into one slot
 * of a cluster. Configure the client with {@link RedisClientOptions} and its URI with a timeout of 1 s (with Sentinel
 * and with a cluster Lettuce waits that long for each node when it looks for the masters); otherwise an outage is
 * noticed late.
 *
 * <pre>{@code
 * uri.setTimeout(Duration.ofSeconds(1));
 * RedisClient client = RedisClient.create(uri);
 * client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
 * RedisConnection connection = RedisConnection.to(client, uri);    // continues if Redis is unavailable
 * RedisStores stores = RedisStores.of(connection);
 * }</pre>
 *
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
     * Creates stores on one server, or on a master and its replicas that Sentinel names.
     *
     * @param connection connection to the server; with Sentinel one of {@code MasterReplica}
     * @return the stores
     * @throws IllegalArgumentException if its codec is not a {@link StringCodec}
     */
    public static RedisStores of(StatefulRedisConnection<String, String> connection) {
        return connected(connection.reactive(), texts(connection));
    }

    /**
     * Creates stores on a cluster.
     *
     * @param connection connection to the cluster
     * @return the stores
     * @throws IllegalArgumentException if its codec is not a {@link StringCodec}
     */
    public static RedisStores of(StatefulRedisClusterConnection<String, String> connection) {
        return connected(connection.reactive(), texts(connection));
    }

    /**
     * Creates stores on a connection that is opened in the background. Until it is open, the stores refuse every call
     * at once, which a provider handles as an outage of Redis.
     *
     * @param connection the connection, which may still be opened
     * @return the stores
     */
    public static RedisStores of(RedisConnection connection) {
        return new RedisStores(connection::reactive, StringCodec.UTF8, DEFAULT_PREFIX, SecretCipher.none());
    }

    private static RedisStores connected(RedisClusterReactiveCommands<String, String> commands, StringCodec codec) {
        return new RedisStores(() -> commands, codec, DEFAULT_PREFIX, SecretCipher.none());
    }

    /** The server compares the versions in the entries; a codec that compresses or encrypts would hide them. */
    private static StringCodec texts(StatefulConnection<String, String> connection) {
        if (connection.getCodec() instanceof StringCodec texts) {
            return texts;
        }
        throw new IllegalArgumentException(
                "the connection must have a StringCodec, as Redis compares versions in the texts;"
                        + " for encryption use withSecretCipher: codec="
                        + connection.getCodec().getClass().getName());
    }

    /**
     * Returns these stores with another key prefix, for deployments that share a Redis but not their accounts.
     *
     * @param prefix prefix of all keys, {@code tokenwell} by default; neither blank nor with braces
     * @return a copy; this object is unchanged
     * @throws IllegalArgumentException if the prefix is blank or contains a brace
     */
    public RedisStores withKeyPrefix(String prefix) {
        if (prefix.isBlank() || prefix.contains("{") || prefix.contains("}")) {
            throw new IllegalArgumentException(
                    "a key prefix must not be blank nor contain braces, which name a cluster slot: " + prefix);
        }
        return new RedisStores(redis, codec, prefix, cipher);
    }

    /**
     * Returns these stores with encryption of their secrets: the tokens of the cache, and escrowed rotations as a
     * whole. Older plain entries are still read. The lock and the cooldowns contain no secret.
     *
     * @param secretCipher encrypts what is written from now on; {@link SecretCipher#none()} by default
     * @return a copy; this object is unchanged
     */
    public RedisStores withSecretCipher(SecretCipher secretCipher) {
        return new RedisStores(redis, codec, keyPrefix, Objects.requireNonNull(secretCipher, "secretCipher"));
    }

    /**
     * Creates the cache.
     *
     * @return a cache on this connection
     */
    public RedisTokenCache tokenCache() {
        return new RedisTokenCache(redis, codec, keys(AccountKeys.TOKEN), cipher);
    }

    /**
     * Creates the cache with a small cache in front of it in this process. The announcements of Redis keep it coherent
     * and end waits for a token.
     *
     * @param tracking source of the announcements, of the same servers as this connection; several caches may share it
     * @param settings limits of the small cache
     * @return a cache that starts to listen now, until it is closed, by the provider that it is given to at the latest
     */
    public NearTokenCache nearTokenCache(RedisTracking tracking, NearCacheSettings settings) {
        return nearTokenCache(tracking, settings, Clock.systemUTC());
    }

    /**
     * Creates the cache with a small cache in front of it, with the clock of the provider.
     *
     * @param tracking source of the announcements
     * @param settings limits of the small cache
     * @param clock decides when tokens expire; must be the clock of the provider
     * @return a cache that starts to listen now
     */
    public NearTokenCache nearTokenCache(RedisTracking tracking, NearCacheSettings settings, Clock clock) {
        NearTokenCache near = new NearTokenCache(tokenCache(), new NearEntries(settings, Watch.of(clock)));
        near.listening(tracking.listening(keyPrefix + ":", settings.heartbeat(), near.listener(keyPrefix)));
        return near;
    }

    /**
     * Creates the lock.
     *
     * @return a lock on this connection
     */
    public RedisRefreshLock refreshLock() {
        return new RedisRefreshLock(redis, keys(AccountKeys.LOCK));
    }

    /**
     * Creates the escrow.
     *
     * @return an escrow on this connection
     */
    public RedisRotationEscrow rotationEscrow() {
        return new RedisRotationEscrow(redis, keys(AccountKeys.ESCROW), cipher);
    }

    /**
     * Creates the cooldowns.
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
