package io.tokenwell.example.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterimAnswersTest {

    private static final int ONE_TURN = 6;

    private final StrictServer server = StrictServer.start(Duration.ofSeconds(4));

    @AfterEach
    void stop() {
        server.close();
    }

    private static String request(Login login) {
        String form = "grant_type=refresh_token&refresh_token=" + login.refreshToken();
        return "POST /i/1/oauth/token HTTP/1.1\r\nConnection: close\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
    }

    /** All that comes until the server closes. */
    private String answers(long account) throws IOException {
        try (Wire wire = Wire.to(server.port()).send(request(server.login(account)))) {
            return wire.receive(Integer.MAX_VALUE);
        }
    }

    private static List<String> statuses(String answers) {
        return answers.lines()
                .filter(line -> line.startsWith("HTTP/1.1 "))
                .map(line -> line.substring(9, 12))
                .toList();
    }

    @Test
    void oneOrSeveralComeBeforeTheAnswerAndEachRedemptionHasOthers() throws IOException {
        server.faults(EndpointFault.interim(Duration.ofMillis(30)));
        for (int account = 0; account < ONE_TURN; account++) {
            assertThat(answers(account)).contains("\"access_token\":\"lab-at-" + (account + 1) + "-2-");
        }
        server.faults(EndpointFault.interim(Duration.ZERO));
        assertThat(statuses(answers(ONE_TURN))).containsExactly("103", "200");
        assertThat(statuses(answers(ONE_TURN))).containsExactly("102", "200");
        assertThat(statuses(answers(ONE_TURN))).containsExactly("100", "103", "200");
        assertThat(statuses(answers(ONE_TURN))).containsExactly("102", "102", "102", "200");
        assertThat(statuses(answers(ONE_TURN))).containsExactly("199", "200");
        assertThat(statuses(answers(ONE_TURN))).containsExactly("100", "200");
        // The ledger hears of it after the asker has the bytes.
        await().untilAsserted(() -> assertThat(server.ledger()).allMatch(Entry::pairSent));
    }

    @Test
    void theAnswerKeepsTheInterimOneWaiting() throws IOException {
        server.faults(EndpointFault.interim(Duration.ofMinutes(5)));
        try (Wire wire = Wire.to(server.port()).send(request(server.login(7)))) {
            assertThat(wire.receive(12)).isEqualTo("HTTP/1.1 103");
        }
    }

    /** Whoever takes the interim answer for the last one may send another request here: it gets none of its own. */
    @Test
    void whatFollowsALastRequestIsNotRead() throws IOException {
        server.faults(EndpointFault.interim(Duration.ofMillis(100)));
        Login other = server.login(8);
        try (Wire wire = Wire.to(server.port()).send(request(server.login(7)))) {
            wire.receive(12);
            wire.send(request(other));
            assertThat(wire.receive(Integer.MAX_VALUE)).contains("200 OK").contains("lab-at-2-2-");
        }
        assertThat(server.ledger()).hasSize(1);
        assertThat(server.usable(other.refreshToken())).isTrue();
    }
}
