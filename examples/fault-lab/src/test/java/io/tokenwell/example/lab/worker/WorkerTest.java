package io.tokenwell.example.lab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.example.servers.Redemption.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real process, its protocol, and that every contestant can do what it is there for. */
class WorkerTest {

    private static final Duration EXPIRED = Duration.ofMinutes(-1);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Servers servers;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static WorkerUnderTest worker;

    @BeforeAll
    static void start() {
        servers = new Servers();
        worker = servers.worker("tokenwell", "none");
    }

    @AfterAll
    static void stop() {
        worker.close();
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenwell", "original", "spring"})
    void everyContestantRefreshesAnExpiredAccountOnceAndStoresTheRotation(String contestant) {
        long account = 10L + contestant.length();
        IssuedTokens login = servers.login(account, EXPIRED);
        try (WorkerUnderTest own = servers.worker(contestant, "none")) {
            String token = own.token("1", account);
            assertThat(servers.authorization.isLive(token)).isTrue();
            assertThat(own.token("2", account)).isEqualTo(token);
            assertThat(servers.outcomes(account)).containsExactly(Outcome.ROTATED);
            assertThat(servers.storedRefreshToken(contestant, account))
                    .hasValueSatisfying(stored -> assertThat(stored).isNotEqualTo(login.refreshToken()));
        }
    }

    @Test
    void aCallerWhoLeavesIsToldSoOnceAndHearsNothingElse() {
        servers.login(20, EXPIRED);
        servers.authorization.latency(Duration.ofMillis(300));
        try {
            worker.tell("get left 20").tell("cancel left").answer("cancelled left");
            assertThat(worker.token("stayed", 20)).isNotBlank();
        } finally {
            servers.authorization.latency(Duration.ZERO);
        }
        assertThat(worker.said()).filteredOn(line -> line.contains(" left")).containsExactly("cancelled left");
        assertThat(servers.outcomes(20)).containsExactly(Outcome.ROTATED);
    }

    @Test
    void aClockThatIsAheadMakesARefreshDueEarlier() {
        IssuedTokens login = servers.login(30, Duration.ofMinutes(1));
        assertThat(worker.token("on-time", 30)).isEqualTo(login.accessToken());
        String token = worker.tell("clock 60000").token("ahead", 30);
        worker.tell("clock 0");
        assertThat(token).isNotEqualTo(login.accessToken());
        assertThat(servers.outcomes(30)).containsExactly(Outcome.ROTATED);
    }

    @Test
    void forgettingMakesANewLoginCountAtOnce() {
        servers.login(40, Duration.ofMinutes(1));
        worker.token("before", 40);
        IssuedTokens login = servers.login(40, Duration.ofMinutes(1));
        worker.tell("forget 40");
        Awaitility.await()
                .until(() -> Objects.requireNonNullElse(servers.redis.get("tokenwell:{openai:account:40}:token"), "")
                        .endsWith(login.accessToken()));
        assertThat(worker.token("after", 40)).isEqualTo(login.accessToken());
    }

    @Test
    void anErrorSaysWhetherToComeBack() {
        assertThat(worker.tell("get nobody 999").answer("error nobody "))
                .startsWith("false AccountNotFoundException account 999: ");
        servers.redis.set("tokenwell:{openai:account:50}:lock", "another's");
        servers.login(50, EXPIRED);
        servers.update("INSERT INTO tokenwell_claims (account_id, owner, claimed_until, started_at)"
                + " VALUES (50, 'another/1', now() + interval '1 minute', now())");
        assertThat(worker.tell("get waiting 50").answer("error waiting "))
                .startsWith("true TokenRefreshPendingException account 50: ");
    }

    @Test
    void figuresAreOneLineOfJsonAndNonsenseIsNoHarm() {
        worker.tell("nonsense");
        assertThat(worker.tell("stats").answer("stats "))
                .matches("\\{\"inFlight\":\\d+,\"poolAcquired\":\\d+,\"poolPending\":\\d+,\"threads\":\\d+}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "detachment"})
    void aRotationOutlivesItsCallersUnlessItIsAttachedToThem(String mutant) {
        long account = 60L + mutant.length();
        IssuedTokens login = servers.login(account, EXPIRED);
        servers.authorization.latency(Duration.ofMillis(300));
        try (WorkerUnderTest own = servers.worker("tokenwell", mutant)) {
            own.tell("get 1 " + account);
            Awaitility.await().until(() -> !servers.outcomes(account).isEmpty());
            own.tell("cancel 1").answer("cancelled 1");
            servers.authorization.latency(Duration.ZERO);
            own.tell("get 2 " + account);
            Awaitility.await().until(() -> own.said().stream().anyMatch(line -> line.contains(" 2 ")));
        } finally {
            servers.authorization.latency(Duration.ZERO);
        }
        boolean lost = servers.storedRefreshToken("tokenwell", account).equals(Optional.of(login.refreshToken()));
        assertThat(lost).isEqualTo(mutant.equals("detachment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenwell", "original", "spring"})
    void aWorkerEndsWithItsInput(String contestant) throws InterruptedException {
        try (WorkerUnderTest own = servers.worker(contestant, "none")) {
            own.endOfInput();
            assertThat(own.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(own.process.exitValue()).isZero();
        }
    }

    @Test
    void aWorkerThatDoesNotKnowItsMutantEndsAtOnce() throws InterruptedException {
        try (WorkerUnderTest own = servers.startingWorker("tokenwell", "nonesuch")) {
            assertThat(own.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(own.process.exitValue()).isOne();
        }
    }

    @Test
    void aWorkerThatFindsNoRedisIsReadyLaterAndCanBeEndedBefore() throws InterruptedException {
        servers.redisServer.stop();
        try (WorkerUnderTest early = servers.startingWorker("tokenwell", "none");
                WorkerUnderTest ended = servers.startingWorker("tokenwell", "none")) {
            ended.endOfInput();
            assertThat(ended.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(early.said()).isEmpty();
            servers.redisServer.restart();
            early.answer("ready");
        } finally {
            servers.redisServer.restart();
        }
    }
}
