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
import io.tokenwell.Credentials;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.Map;
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
    private final RedisStores stores = RedisStores.of(fragile);
    private final RefreshLock lock = stores.refreshLock();

    @AfterEach
    void stopServer() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    @Test
    void anAttemptThatIsSentAgainDoesNotWaitForItself() {
        Lease lease = new Lease(KEY, "owner");
        lock.tryAcquire(lease, TTL).then(lock.release(lease)).block(LIMIT);
        withoutReply(lock.tryAcquire(lease, TTL), "lock")
                .expectNext(lease)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aRotationThatIsKeptTwiceIsKeptOnce() {
        RotationEscrow escrow = stores.withSecretCipher(Ciphers.BEFORE).rotationEscrow();
        EscrowedRotation rotation = new EscrowedRotation(KEY, 1, null, Credentials.of(Map.of("_token_version", 2L)));
        escrow.keep(rotation, TTL).then(escrow.remove(rotation)).block(LIMIT);
        withoutReply(escrow.keep(rotation, TTL), "escrow")
                .expectNext(true)
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(escrow.find(KEY))
                .expectNext(rotation)
                .expectComplete()
                .verify(LIMIT);
        escrow.remove(rotation).block(LIMIT);
        StepVerifier.create(escrow.find(KEY)).expectComplete().verify(LIMIT);
    }

    @Test
    void aCooldownThatIsStartedTwiceIsNoLonger() {
        RefreshCooldown cooldown = stores.refreshCooldown();
        SharedCooldown shared = new SharedCooldown(1, new Cooldown("reason", TTL, false));
        cooldown.start(KEY, shared).then(cooldown.end(KEY)).block(LIMIT);
        withoutReply(cooldown.start(KEY, shared), "cooldown").expectComplete().verify(LIMIT);
        StepVerifier.create(cooldown.find(KEY))
                .expectNextMatches(found -> found.cooldown().length().compareTo(TTL) <= 0)
                .expectComplete()
                .verify(LIMIT);
    }

    private <T> StepVerifier.Step<T> withoutReply(Mono<T> operation, String kind) {
        long doomed = fragile.sync().clientId();
        RedisFuture<String> silencer = skipTheNextReply();
        return StepVerifier.create(operation)
                .then(() -> isDoneInRedis(kind))
                .then(() -> silencer.cancel(true))
                .then(() -> raw.clientKill(KillArgs.Builder.id(doomed)));
    }

    private void isDoneInRedis(String kind) {
        Mono.fromSupplier(() -> raw.get(new AccountKeys("tokenwell", kind).of(KEY)))
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
