package io.tokenwell.redis;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A client that sends again, as a cluster's does, on a connection that dies between the deed and the answer. */
class LostReplyTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisClient client = RedisClient.create(server.uri());
    private final StatefulRedisConnection<String, String> fragile = client.connect();
    private final RedisCommands<String, String> raw = client.connect().sync();
    private final RefreshLock lock = RedisStores.of(fragile).refreshLock();

    @AfterEach
    void stopServer() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    @Test
    void anAttemptThatIsSentAgainDoesNotWaitForItself() {
        Lease lease = new Lease(KEY, "owner");
        lock.tryAcquire(lease, TTL).then(lock.release(lease)).block(LIMIT);
        long doomed = fragile.sync().clientId();
        RedisFuture<String> silencer = skipTheNextReply();
        StepVerifier.create(lock.tryAcquire(lease, TTL))
                .then(this::lockIsTakenInRedis)
                .then(() -> silencer.cancel(true))
                .then(() -> raw.clientKill(KillArgs.Builder.id(doomed)))
                .expectNext(lease)
                .expectComplete()
                .verify(LIMIT);
    }

    private void lockIsTakenInRedis() {
        Mono.fromSupplier(() -> raw.get(new AccountKeys("tokenwell", "lock").of(KEY)))
                .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(5), Schedulers.boundedElastic()))
                .block(LIMIT);
    }

    /** Has no reply itself: cancelled before the connection dies, or it would be sent again too. */
    private RedisFuture<String> skipTheNextReply() {
        return fragile.async()
                .dispatch(
                        CommandType.CLIENT,
                        new StatusOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("REPLY").add("SKIP"));
    }
}
