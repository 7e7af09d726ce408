package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How an answer that is no success is read. */
class RefusedAnswerTest {

    private static final String NESTED_REUSED = "{'error':{'code':'refresh_token_reused','message':'used'}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'error':'invalid_grant','error_description':'x'} | REJECTED | invalid_grant | true",
                "401 | {'error':{'code':'refresh_token_reused','message':'m'}} | REJECTED | refresh_token_reused | true",
                "403 | {'error':{'code':'app_session_terminated'}} | REJECTED | app_session_terminated | true",
                "401 | {'code':'token_expired'} | REJECTED | token_expired | true",
                "400 | {'error':'invalid_client'} | REJECTED | invalid_client | false",
                "401 | {'error':{'type':'invalid_request_error','code':null}} | REJECTED | invalid_request_error | false",
                "400 | {'error':'rt-old'} | REJECTED | | false",
                "400 | {'error':17} | REJECTED | | false",
                "400 | {'error':'has blanks in it'} | REJECTED | | false",
                "400 | [] | REJECTED | | false",
                "400 | <html>no</html> | REJECTED | | false",
                "404 | {'error':'invalid_grant'} | REJECTED | invalid_grant | false",
                "429 | {'error':'invalid_grant'} | REJECTED | invalid_grant | false",
                "500 | {'error':'invalid_grant'} | UNKNOWN | invalid_grant | false",
                "503 | busy | UNKNOWN | | false",
                "599 | | UNKNOWN | | false"
            })
    void statusAndCodeDecide(
            int status, @Nullable String body, Outcome outcome, @Nullable String code, boolean terminal) {
        TokenEndpointException refused = answered(status, body == null ? "" : body);

        assertThat(refused.outcome()).isEqualTo(outcome);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code().orElse(null)).isEqualTo(code);
        assertThat(refused.terminal()).isEqualTo(terminal);
        assertThat(refused.retryable()).isEqualTo(!terminal);
        assertThat(refused.accountId()).isEqualTo("42");
    }

    @Test
    void terminalCodesAreConfigurable() {
        try (TokenServer server = TokenServer.answering(400, "{\"error\":\"gone\"}")) {
            assertThat(refused(openAi(server.uri()), account()).terminal()).isFalse();
            assertThat(refused(
                                    openAi(server.uri()).toBuilder()
                                            .terminalCodes(Set.of("gone"))
                                            .build(),
                                    account())
                            .terminal())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (TokenServer elsewhere = TokenServer.answering("{}");
                TokenServer server = TokenServer.answering(
                        status, "", "Location", elsewhere.uri().toString())) {
            TokenEndpointException refused = refused(openAi(server.uri()), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused).hasMessageContaining("redirect not followed");
            assertThat(elsewhere.received).isEmpty();
            assertThat(server.received).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0 | 0",
                "86400 | 3600",
                "99999999999999999999 | 3600",
                "Wed, 04 Mar 2026 05:06:18 GMT | 10",
                "Wednesday, 04-Mar-26 05:06:18 GMT | 10",
                "Wed Mar  4 05:06:18 2026 | 10",
                "Wed, 04 Mar 2026 04:00:00 GMT | 0",
                "Fri, 04 Mar 2033 04:00:00 GMT | 3600",
                "-1 | ",
                "1.5 | ",
                "soon | "
            })
    void theServersWishToWaitIsReadAndCapped(String header, @Nullable Integer seconds) {
        for (int status : new int[] {429, 503}) {
            TokenEndpointException refused = answered(status, "", "Retry-After", header);

            assertThat(refused.retryAfter().map(Duration::toSeconds).orElse(null))
                    .isEqualTo(seconds == null ? null : Long.valueOf(seconds));
        }
    }

    @Test
    void withoutAWishThereIsNoWait() {
        assertThat(answered(429, NESTED_REUSED).retryAfter()).isEmpty();
    }

    @Test
    void aRefusalWhoseBodyBreaksOffIsStillARefusal() {
        String answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{\"error\":\"invalid_grant\"}";
        try (RawServer server = RawServer.answering(answer)) {
            TokenEndpointException refused = refused(openAi(server.uri()), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.terminal()).as("the code was not read whole").isFalse();
        }
    }

    @Test
    void aRefusalThatIsTooLongIsStillARefusal() {
        TransportSettings small = Redeeming.CALM.toBuilder().maxAnswerSize(100).build();
        try (TokenServer server = TokenServer.answering(403, "x".repeat(101))) {
            TokenEndpointException refused =
                    refused(openAi(server.uri()).toBuilder().transport(small).build(), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    private static TokenEndpointException answered(int status, String body, String... headers) {
        try (TokenServer server = TokenServer.answering(status, body.replace('\'', '"'), headers)) {
            TokenEndpointException refused = refused(openAi(server.uri()), account());
            assertThat(server.received).as("sent once").hasSize(1);
            return refused;
        }
    }

    @Test
    void aRefusalWhoseBodyDoesNotComeIsARefusalAllTheSame() {
        try (TokenServer server = TokenServer.handling(response -> response.status(429)
                .addHeader("Retry-After", "600")
                .addHeader("Content-Length", "50")
                .sendString(Flux.concat(Mono.just("{"), Mono.never())))) {
            TokenEndpointException refused = refused(openAi(server.uri()), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.retryAfter()).contains(Duration.ofMinutes(10));
        }
    }
}
