package io.tokenwell.example.lab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.SetArgs;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.example.servers.Redemption.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The port has the original's defects: without them it would be no comparison. */
class OriginalInTheLabTest {

    private static final Duration EXPIRED = Duration.ofMinutes(-1);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Servers servers;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static WorkerUnderTest worker;

    @BeforeAll
    static void start() {
        servers = new Servers();
        worker = servers.worker("original", "none");
    }

    @AfterAll
    static void stop() {
        worker.close();
        servers.close();
    }

    @AfterEach
    void answerAtOnce() {
        servers.authorization.latency(Duration.ZERO);
    }

    private static String lock(long account) {
        return "oauth:refresh_lock:openai:account:" + account;
    }

    private static String entry(long account) {
        return "oauth:token:openai:account:" + account;
    }

    @Test
    void aWaiterThatGivesUpServesAndCachesTheExpiredTokenItCameWith() {
        IssuedTokens login = servers.login(1, EXPIRED);
        servers.redis.set(lock(1), "1", SetArgs.Builder.px(5_000));
        assertThat(worker.token("waiter", 1)).isEqualTo(login.accessToken());
        assertThat(servers.redis.get(entry(1))).isEqualTo(login.accessToken());
        assertThat(servers.outcomes(1)).isEmpty();
    }

    @Test
    void aWaiterThatFindsATokenInTheCacheTakesIt() {
        servers.login(2, EXPIRED);
        servers.redis.set(lock(2), "1", SetArgs.Builder.px(5_000));
        worker.tell("get patient 2");
        servers.redis.set(entry(2), "published meanwhile");
        assertThat(worker.answer("ok patient ")).isEqualTo("published meanwhile");
    }

    @Test
    void anOvertakenHolderDeletesItsSuccessorsLock() {
        servers.login(3, EXPIRED);
        servers.authorization.latency(Duration.ofMillis(2_800));
        worker.tell("get slow 3");
        Awaitility.await().until(() -> servers.redis.exists(lock(3)) == 1);
        Awaitility.await().until(() -> servers.redis.exists(lock(3)) == 0);
        servers.redis.set(lock(3), "1", SetArgs.Builder.px(60_000));
        worker.answer("ok slow ");
        assertThat(servers.redis.exists(lock(3))).isZero();
    }

    @Test
    void aCallerWhoLeavesDuringTheRefreshTakesTheRotationAlongAndLeavesTheLock() {
        IssuedTokens login = servers.login(4, EXPIRED);
        servers.authorization.latency(Duration.ofMillis(300));
        worker.tell("get gone 4");
        Awaitility.await().until(() -> servers.outcomes(4).size() == 1);
        worker.tell("cancel gone").answer("cancelled gone");
        assertThat(servers.redis.exists(lock(4))).isOne();
        assertThat(servers.storedRefreshToken("original", 4)).contains(login.refreshToken());
        Awaitility.await().until(() -> servers.redis.exists(lock(4)) == 0);
        assertThat(worker.token("later", 4)).isEqualTo(login.accessToken());
        assertThat(servers.outcomes(4)).containsExactly(Outcome.ROTATED, Outcome.REUSED);
    }

    @Test
    void withoutRedisEveryCallerRedeemsForItself() {
        servers.login(5, EXPIRED);
        servers.authorization.latency(Duration.ofMillis(300));
        servers.redisServer.stop();
        try {
            worker.tell("get one 5").tell("get two 5");
            worker.answer("ok one ");
            worker.answer("ok two ");
        } finally {
            servers.redisServer.restart();
            awaitReconnection();
        }
        assertThat(servers.outcomes(5)).containsExactly(Outcome.ROTATED, Outcome.REUSED);
    }

    /** For the tests that come after: as long as the worker has no connection, it takes no lock. */
    private static void awaitReconnection() {
        servers.login(6, Duration.ofMinutes(1));
        AtomicInteger calls = new AtomicInteger();
        Awaitility.await().until(() -> {
            worker.token("again-" + calls.incrementAndGet(), 6);
            return servers.redis.exists(entry(6)) == 1;
        });
    }
}
