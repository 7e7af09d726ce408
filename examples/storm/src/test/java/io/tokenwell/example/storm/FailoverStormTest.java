package io.tokenwell.example.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import io.tokenwell.example.servers.EmbeddedRedisSentinel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A Redis master is lost under load and replaced: nobody is without a token, nothing is redeemed twice. */
class FailoverStormTest {

    private static final Duration ENDPOINT_LATENCY = Duration.ofMillis(50);
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(1);

    @Test
    void onSentinelEachCallerGetsItsTokenThoughTheMasterIsKilled() {
        try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start();
                Site site = Site.open(ENDPOINT_LATENCY, () -> RedisLink.sentinel(redis.uri()));
                StormTrain train = new StormTrain(site)) {
            passes(train, account -> redis.master().stop());
        }
    }

    /** No connection ends: all that asks it waits for its timeouts. */
    @Test
    void onSentinelEachCallerGetsItsTokenThoughTheMasterIsFrozen() {
        try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start();
                Site site = Site.open(ENDPOINT_LATENCY, () -> RedisLink.sentinel(redis.uri()));
                StormTrain train = new StormTrain(site)) {
            passes(train, account -> redis.master().pause());
        }
    }

    @Test
    void onAClusterEachCallerGetsItsTokenThoughTheMasterOfItsSlotIsKilled() {
        try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.startWithReplicas();
                Site site = Site.open(ENDPOINT_LATENCY, () -> RedisLink.cluster(redis.uris()));
                StormTrain train = new StormTrain(site)) {
            passes(train, account -> masterOf(account, redis).stop());
        }
    }

    @Test
    void onAClusterEachCallerGetsItsTokenThoughTheMasterOfItsSlotIsFrozen() {
        try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.startWithReplicas();
                Site site = Site.open(ENDPOINT_LATENCY, () -> RedisLink.cluster(redis.uris()));
                StormTrain train = new StormTrain(site)) {
            passes(train, account -> masterOf(account, redis).pause());
        }
    }

    private static EmbeddedRedis masterOf(Account account, EmbeddedRedisCluster redis) {
        return redis.masterOf("tokenwell:{openai:account:" + account.id() + "}:token");
    }

    private static void passes(StormTrain train, Consumer<Account> loss) {
        train.rollsUntil("all hear of changes", train::isTracked);
        train.rollsFor(BEFORE_AND_AFTER);
        Account struck = train.next();
        loss.accept(struck);
        CompletableFuture<Void> written = train.written(struck);
        train.rollsUntil("all write again", written::isDone);
        assertThat(written).isCompleted();
        train.rollsUntil("all hear of changes again", train::isTracked);
        train.rollsFor(BEFORE_AND_AFTER);
        train.assertAllServed();
        train.assertHeard(struck);
    }
}
