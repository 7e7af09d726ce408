package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class RedisOutageTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final Lease LEASE = new Lease(KEY, "owner");
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("planted-secret"), 1, null);

    private static final EscrowedRotation ROTATION = new EscrowedRotation(
            KEY, 1, Secret.of("planted-secret"), Credentials.of(Map.of("access_token", "planted-secret")));

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisClient client = client(server, RedisClientOptions.failFast(Duration.ofMillis(500)));
    private final RedisStores stores = RedisStores.of(client.connect());
    private final TokenCache cache = stores.tokenCache();
    private final RefreshLock lock = stores.refreshLock();
    private final RotationEscrow escrow = stores.rotationEscrow();
    private final RefreshCooldown cooldown = stores.refreshCooldown();

    private static RedisClient client(EmbeddedRedis server, ClientOptions options) {
        RedisClient client = RedisClient.create(server.uri());
        client.setOptions(options);
        return client;
    }

    @AfterEach
    void stopServer() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    @Test
    void aStoppedServerIsATypedErrorAtOnceAndARestartedOneServesAgain() {
        works();
        server.stop();
        everyOperationFailsAtOnce();
        server.restart();
        worksAgain();
    }

    @Test
    void aFrozenServerIsATypedErrorWhenTheTimeoutIsOver() {
        works();
        server.pause();
        everyOperationFailsAtOnce();
        server.resume();
        worksAgain();
    }

    /** What has timed out stays with a connection that is not answered. */
    @Test
    void whatAFrozenServerWasAskedPilesUpToABoundAndThenIsRefusedAtOnce() {
        RedisClient patient = client(server, RedisClientOptions.failFast(LONG));
        TokenCache asked = RedisStores.of(patient.connect()).tokenCache();
        server.pause();
        Flux.range(0, 10_000)
                .flatMap(i -> asked.get(KEY), 10_000)
                .onErrorComplete()
                .subscribe();
        StepVerifier.create(asked.get(KEY))
                .expectError(TokenStorageException.class)
                .verify(AT_ONCE);
        patient.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.resume();
        worksAgain();
    }

    @Test
    void aCommandUnderWayWhenTheServerDiesFailsAndIsNotSentAgain() {
        RedisClient patient = client(server, RedisClientOptions.failFast(LONG));
        RedisStores patientStores = RedisStores.of(patient.connect());
        server.pause();
        // A reset connection fails the first command in line whatever the options; the next is the one that counts.
        patientStores.tokenCache().get(KEY).onErrorComplete().subscribe();
        StepVerifier.create(patientStores.refreshLock().tryAcquire(LEASE, TTL))
                .then(server::restart)
                .expectError(TokenStorageException.class)
                .verify(Duration.ofSeconds(10));
        worksAgain();
        StepVerifier.create(lock.tryAcquire(new Lease(KEY, "other"), TTL))
                .expectNextCount(1)
                .expectComplete()
                .verify(AT_ONCE);
        patient.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    private static Mono<Throwable> errorOf(Mono<?> operation) {
        return operation.then(Mono.<Throwable>empty()).onErrorResume(Mono::just);
    }

    private void everyOperationFailsAtOnce() {
        List<Mono<?>> operations = List.of(
                cache.get(KEY),
                cache.put(KEY, TOKEN, TTL),
                cache.evict(KEY),
                lock.tryAcquire(LEASE, TTL),
                lock.release(LEASE),
                escrow.find(KEY),
                escrow.keep(ROTATION, TTL),
                escrow.remove(ROTATION),
                cooldown.find(KEY),
                cooldown.start(KEY, new SharedCooldown(1, new Cooldown("reason", TTL, true))),
                cooldown.end(KEY));
        List<Throwable> errors = Flux.fromIterable(operations)
                .flatMap(RedisOutageTest::errorOf)
                .collectList()
                .block(AT_ONCE);
        assertThat(errors).hasSize(operations.size()).allSatisfy(RedisOutageTest::isTypedAndSilent);
    }

    private static void isTypedAndSilent(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(TokenStorageException.class, typed -> {
            assertThat(typed.accountId()).isEqualTo(KEY.accountId());
            assertThat(typed.backend()).isEqualTo("redis");
            assertThat(typed.operation()).matches("(cache|lock|escrow|cooldown)\\.[a-z]+");
        });
        assertThat(error).hasCauseInstanceOf(Throwable.class);
        assertThat(error.toString() + error.getCause()).doesNotContain("planted-secret");
    }

    private void works() {
        StepVerifier.create(cache.put(KEY, TOKEN, TTL))
                .expectNext(true)
                .expectComplete()
                .verify(AT_ONCE);
        StepVerifier.create(cache.get(KEY)).expectNext(TOKEN).expectComplete().verify(AT_ONCE);
    }

    private void worksAgain() {
        StepVerifier.create(cache.put(KEY, TOKEN, TTL).retryWhen(Retry.fixedDelay(100, Duration.ofMillis(50))))
                .expectNext(true)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        works();
    }
}
