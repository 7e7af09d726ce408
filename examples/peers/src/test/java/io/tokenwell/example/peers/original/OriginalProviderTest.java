package io.tokenwell.example.peers.original;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.example.servers.Redemption.Outcome;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The port has the original's defects: without them it would be no comparison. */
class OriginalProviderTest {

    private static final Duration EXPIRED = Duration.ofMinutes(-1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Site site;

    @BeforeAll
    static void start() {
        site = new Site();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @AfterEach
    void answerAtOnce() {
        site.authorization.latency(Duration.ZERO);
    }

    private static String lock(long account) {
        return "oauth:refresh_lock:openai:account:" + account;
    }

    private static String entry(long account) {
        return "oauth:token:openai:account:" + account;
    }

    private static @Nullable String token(long account) {
        return site.original.accessToken(account).block(LIMIT);
    }

    private static Mono<String> called(long account) {
        Mono<String> call = site.original.accessToken(account).cache();
        call.subscribe();
        return call;
    }

    @Test
    void aWaiterThatGivesUpServesAndCachesTheExpiredTokenItCameWith() {
        IssuedTokens login = site.login(1, EXPIRED);
        site.redis.set(lock(1), "1", SetArgs.Builder.px(5_000));
        assertThat(token(1)).isEqualTo(login.accessToken());
        assertThat(site.redis.get(entry(1))).isEqualTo(login.accessToken());
        assertThat(site.outcomes(1)).isEmpty();
    }

    @Test
    void aWaiterThatFindsATokenInTheCacheTakesIt() {
        site.login(2, EXPIRED);
        site.redis.set(lock(2), "1", SetArgs.Builder.px(5_000));
        Mono<String> patient = called(2);
        site.redis.set(entry(2), "published meanwhile");
        assertThat(patient.block(LIMIT)).isEqualTo("published meanwhile");
    }

    @Test
    void anOvertakenHolderDeletesItsSuccessorsLock() {
        site.login(3, EXPIRED);
        site.authorization.latency(Duration.ofMillis(2_800));
        Mono<String> slow = called(3);
        Awaitility.await().until(() -> site.redis.exists(lock(3)) == 1);
        Awaitility.await().until(() -> site.redis.exists(lock(3)) == 0);
        site.redis.set(lock(3), "1", SetArgs.Builder.px(60_000));
        assertThat(slow.block(LIMIT)).isNotNull();
        assertThat(site.redis.exists(lock(3))).isZero();
    }

    @Test
    void aCallerWhoLeavesDuringTheRefreshTakesTheRotationAlongAndLeavesTheLock() {
        IssuedTokens login = site.login(4, EXPIRED);
        site.authorization.latency(Duration.ofMillis(300));
        Disposable gone = site.original.accessToken(4).subscribe();
        Awaitility.await().until(() -> site.outcomes(4).size() == 1);
        gone.dispose();
        assertThat(site.redis.exists(lock(4))).isOne();
        assertThat(site.storedRefreshToken(4)).contains(login.refreshToken());
        Awaitility.await().until(() -> site.redis.exists(lock(4)) == 0);
        assertThat(token(4)).isEqualTo(login.accessToken());
        assertThat(site.outcomes(4)).containsExactly(Outcome.ROTATED, Outcome.REUSED);
    }

    @Test
    void withoutRedisEveryCallerRedeemsForItself() {
        site.login(5, EXPIRED);
        site.authorization.latency(Duration.ofMillis(300));
        site.redisServer.stop();
        try {
            Mono<String> one = called(5);
            Mono<String> two = called(5);
            assertThat(one.block(LIMIT)).isNotNull();
            assertThat(two.block(LIMIT)).isNotNull();
        } finally {
            site.redisServer.restart();
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(RedisException.class)
                    .until(() -> "PONG".equals(site.redis.ping()));
        }
        assertThat(site.outcomes(5)).containsExactly(Outcome.ROTATED, Outcome.REUSED);
    }

    @Test
    void aTokenThatIsNotDueIsCachedUntilItsSkewAndForgottenWhenTold() {
        IssuedTokens login = site.login(6, Duration.ofMinutes(1));
        assertThat(token(6)).isEqualTo(login.accessToken());
        assertThat(site.redis.pttl(OriginalProvider.tokenKey(6))).isBetween(50_000L, 58_800L);
        site.original.forget(6).block(LIMIT);
        assertThat(site.redis.exists(entry(6))).isZero();
        assertThat(site.outcomes(6)).isEmpty();
    }
}
