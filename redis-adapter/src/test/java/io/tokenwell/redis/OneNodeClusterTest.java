package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.NearCacheContract;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** A node that has met no other does not know its own address, and is heard all the same. */
class OneNodeClusterTest implements NearCacheContract {

    private static final EmbeddedRedisCluster SERVER = EmbeddedRedisCluster.startOne();
    private static final RedisClusterClient CLIENT =
            RedisClusterClient.create(SERVER.uris().get(0));
    private static final RedisStores STORES = RedisStores.of(CLIENT.connect());
    private static final RedisTracking TRACKING = RedisTracking.of(CLIENT);
    private static final NearTokenCache HERE = STORES.nearTokenCache(
            TRACKING,
            NearCacheSettings.builder()
                    .maximumEntries(1_000)
                    .maximumStaleness(Duration.ofSeconds(30))
                    .heartbeat(Duration.ofMillis(400))
                    .build());
    private static final int BEATS = 10;

    @AfterAll
    static void close() {
        TRACKING.close();
        CLIENT.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        SERVER.close();
    }

    @Override
    public TokenCache elsewhere() {
        return STORES.tokenCache();
    }

    @Override
    public TokenCache here() {
        return HERE;
    }

    @Test
    void itIsHeardFromOneHeartbeatToTheNext() {
        Counted ear = new Counted();
        Disposable listening = TRACKING.listening("tokenwell:", Duration.ofMillis(300), ear);
        await().atMost(Duration.ofSeconds(20)).until(() -> ear.alive.get() > BEATS || ear.lost.get() > 0);
        assertThat(ear.lost).hasValue(0);
        listening.dispose();
    }

    @Test
    void whoDoesNotKnowItsOwnAddressIsTheOneThatWasAsked() {
        assertThat(masters(line("myself,master", ":6379", "0-16383"))).containsExactly("there:1");
    }

    @Test
    void anotherMasterWithoutAnAddressLeavesEverythingAsItWas() {
        String known = line("myself,master", "10.0.0.1:6379", "0-1");
        assertThat(masters(known)).containsExactly("10.0.0.1:6379");
        assertThat(masters(known + line("master,noaddr", ":0", "2-16383"))).isEmpty();
        assertThat(masters(known + line("master,noaddr", ":0", "")))
                .as("none of its keys")
                .hasSize(1);
    }

    private static Set<String> masters(String view) {
        return TrackedCluster.mastersIn(ClusterPartitionParser.parse(view), "there:1");
    }

    private static String line(String flags, String address, String slots) {
        return "id-" + address + " " + address + "@16379 " + flags + " - 0 0 1 connected " + slots + "\n";
    }

    private static final class Counted implements TrackingListener {

        private final AtomicInteger alive = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public Moment now() {
            return HERE.listener("tokenwell").now();
        }

        @Override
        public void alive(Moment asOf) {
            alive.incrementAndGet();
        }

        @Override
        public void tracked() {}

        @Override
        public void lost() {
            lost.incrementAndGet();
        }

        @Override
        public void changed(String redisKey) {}

        @Override
        public void allChanged() {}
    }
}
