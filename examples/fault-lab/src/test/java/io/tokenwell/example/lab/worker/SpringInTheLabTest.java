package io.tokenwell.example.lab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.example.servers.Redemption.Outcome;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Spring's manager does in the lab is what its defaults do, not something the wiring brought in. */
class SpringInTheLabTest {

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Servers servers;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static WorkerUnderTest worker;

    @BeforeAll
    static void start() {
        servers = new Servers();
        worker = servers.worker("spring", "none");
    }

    @AfterAll
    static void stop() {
        worker.close();
        servers.close();
    }

    @Test
    void aTokenThatIsNotDueIsReadFromTheRow() {
        IssuedTokens login = servers.login(1, Duration.ofMinutes(1));
        assertThat(worker.token("fresh", 1)).isEqualTo(login.accessToken());
        assertThat(servers.outcomes(1)).isEmpty();
    }

    @Test
    void aRefusedRefreshTokenRemovesTheClient() {
        servers.login(2, Duration.ofMinutes(-1));
        servers.authorization.revoke(2);
        assertThat(worker.tell("get refused 2").answer("error refused "))
                .startsWith("false ClientAuthorizationException");
        assertThat(servers.storedRefreshToken("spring", 2)).isEmpty();
        assertThat(worker.tell("get gone 2").answer("error gone ")).startsWith("false NoToken");
    }

    @Test
    void twoCallersRedeemTwice() {
        servers.login(3, Duration.ofMinutes(-1));
        servers.authorization.latency(Duration.ofMillis(300));
        try {
            worker.tell("get one 3").tell("get two 3");
            Awaitility.await().until(() -> answers("ok") == 1 && answers("error") == 1);
        } finally {
            servers.authorization.latency(Duration.ZERO);
        }
        assertThat(servers.outcomes(3)).containsExactly(Outcome.ROTATED, Outcome.REUSED);
    }

    private static long answers(String verb) {
        return worker.said().stream()
                .filter(line -> line.startsWith(verb + " one ") || line.startsWith(verb + " two "))
                .count();
    }
}
