package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.CompressionCodec;
import io.lettuce.core.codec.CompressionCodec.CompressionType;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.spi.TokenCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisStoresTest {

    private static final AccountKey KEY = new AccountKey(-3);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("token"), 1, null);

    private static final EscrowedRotation ROTATION =
            new EscrowedRotation(KEY, 1, Secret.of("rt"), Credentials.of(Map.of("_token_version", 2L)));

    private final Backend redis = Backend.standalone();

    @Test
    void keysOfAnAccountShareASlotAndNameTheirKind() {
        redis.stores().tokenCache().put(KEY, TOKEN, TTL).block(LIMIT);
        redis.stores().refreshLock().tryAcquire(new Lease(KEY, "owner"), TTL).block(LIMIT);
        assertThat(redis.raw().get("tokenwell:{openai:account:-3}:token")).isEqualTo("1||token");
        assertThat(redis.raw().get("tokenwell:{openai:account:-3}:lock")).isEqualTo("owner");
        redis.stores().rotationEscrow().keep(ROTATION, TTL).block(LIMIT);
        assertThat(redis.raw().get("tokenwell:{openai:account:-3}:escrow"))
                .isEqualTo("1|{\"credentials\":{\"_token_version\":2},\"readVersion\":1,\"redeemedToken\":\"rt\"}");
        SharedCooldown cooldown = new SharedCooldown(7, new Cooldown("HTTP 503", TTL, true));
        redis.stores().refreshCooldown().start(KEY, cooldown).block(LIMIT);
        assertThat(redis.raw().get("tokenwell:{openai:account:-3}:cooldown")).isEqualTo("7|1|HTTP 503");
    }

    @Test
    void anotherPrefixIsAnotherWorld() {
        RedisStores other = redis.stores().withKeyPrefix("staging");
        other.tokenCache().put(new AccountKey(-4), TOKEN, TTL).block(LIMIT);
        assertThat(redis.raw().get("staging:{openai:account:-4}:token")).isEqualTo("1||token");
        assertThat(redis.stores().tokenCache().get(new AccountKey(-4)).block(LIMIT))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a{b", "a}b"})
    void aPrefixThatWouldMoveTheSlotIsRefused(String prefix) {
        assertThatThrownBy(() -> redis.stores().withKeyPrefix(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMasterReplicaConnectionIsAccepted() {
        try (EmbeddedRedis master = EmbeddedRedis.start();
                RedisClient client = RedisClient.create();
                StatefulRedisMasterReplicaConnection<String, String> connection =
                        MasterReplica.connect(client, StringCodec.UTF8, RedisURI.create(master.uri()))) {
            RedisStores stores = RedisStores.of(connection);
            assertThat(stores.tokenCache().put(KEY, TOKEN, TTL).block(LIMIT)).isTrue();
            assertThat(stores.tokenCache().get(KEY).block(LIMIT)).isEqualTo(TOKEN);
            Lease lease = new Lease(KEY, "owner");
            assertThat(stores.refreshLock().tryAcquire(lease, TTL).block(LIMIT)).isEqualTo(lease);
            stores.refreshLock().release(lease).block(LIMIT);
        }
    }

    @Test
    void aConnectionThatHidesTheVersionsIsRefused() {
        RedisClient client = RedisClient.create();
        try (EmbeddedRedis server = EmbeddedRedis.start();
                StatefulRedisConnection<String, String> hiding = client.connect(
                        CompressionCodec.valueCompressor(StringCodec.UTF8, CompressionType.GZIP),
                        RedisURI.create(server.uri()))) {
            assertThatThrownBy(() -> RedisStores.of(hiding))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("StringCodec");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void textsAreReadAsTheConnectionWritesThem() {
        RedisClient client = RedisClient.create();
        try (EmbeddedRedis server = EmbeddedRedis.start();
                StatefulRedisConnection<String, String> latin =
                        client.connect(new StringCodec(StandardCharsets.ISO_8859_1), RedisURI.create(server.uri()))) {
            TokenCache cache = RedisStores.of(latin).tokenCache();
            AccountKey key = new AccountKey(42);
            CachedToken token = new CachedToken(Secret.of("\u00e4"), 1, null);
            assertThat(cache.put(key, token, Duration.ofMinutes(1))
                            .then(cache.get(key))
                            .block())
                    .isEqualTo(token);
        } finally {
            client.shutdown();
        }
    }
}
