package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.granted;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.tck.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** How an answer with status 200 is read. */
class GrantedAnswerTest {

    @Test
    void tokensAreStrippedAndTheLifetimeCountsFromTheClock() {
        assertThat(answered(
                        "{'access_token':' at\\n','refresh_token':'\\trt ','expires_in':3600,'token_type':'Bearer'}"))
                .isEqualTo(Map.of("access_token", "at", "refresh_token", "rt", "expires_at", "2026-03-04T06:06:07Z"));
    }

    /** It may have lain unread for a while in a process that stood still. */
    @Test
    void theLifetimeCountsFromTheRequestHoweverLongTheAnswerTook() {
        ManualClock clock = new ManualClock();
        try (TokenServer server = TokenServer.handling(response -> {
            clock.advance(Duration.ofSeconds(20));
            return response.sendString(Mono.just(json("{'access_token':'at','expires_in':60}")))
                    .then();
        })) {
            assertThat(granted(openAi(server.uri()), account(), clock))
                    .containsEntry("expires_at", "2026-01-01T00:01:00Z");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "60, 2026-03-04T05:07:07Z",
        "'\" 60 \"', 2026-03-04T05:07:07Z",
        "60.9, 2026-03-04T05:07:07Z",
        "'\"6e1\"', ",
        "true, ",
        "'[60]', ",
        "null, ",
        "'\"soon\"', ",
        "99999999999999999999, 2036-03-01T05:06:07Z",
        "1, 2026-03-04T05:06:08Z"
    })
    void aLifetimeIsANumberOrANumericText(String expiresIn, @Nullable String expiresAt) {
        Map<String, @Nullable Object> grant = answered("{'access_token':'at','expires_in':" + expiresIn + "}");

        assertThat(grant.get("expires_at")).isEqualTo(expiresAt);
        assertThat(grant).as("overrides the expiry of the old token").containsKey("expires_at");
    }

    @Test
    void withoutALifetimeTheConfiguredOneCounts() {
        assertThat(answered(
                                "{'access_token':'at'}",
                                s -> s.toBuilder()
                                        .defaultLifetime(Duration.ofMinutes(10))
                                        .build())
                        .get("expires_at"))
                .isEqualTo("2026-03-04T05:16:07Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'refresh_token':null", ",'refresh_token':'  '", ",'refresh_token':{}"})
    void aMissingRefreshTokenIsLeftOutSoThatTheOldOneStays(String field) {
        assertThat(answered("{'access_token':'at','expires_in':1" + field + "}"))
                .doesNotContainKey("refresh_token");
    }

    @Test
    void tokensThatAreNumbersAreReadAsText() {
        assertThat(answered("{'access_token':12345678901234567890,'refresh_token':7,'expires_in':60}"))
                .containsEntry("access_token", "12345678901234567890")
                .containsEntry("refresh_token", "7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'access_token':'  '",
                "'access_token':[1]",
                "'access_token':true",
                "'token_type':'x'",
                "'access_token':'abc\\r\\nX-Evil: 1'",
                "'access_token':'abc\\r\\n\\r\\nGET /smuggled HTTP/1.1'",
                "'access_token':'a\\u0000b'",
                "'access_token':'\u00e4'",
                "'access_token':'a\u2028b'"
            })
    void aNewRefreshTokenIsPassedOnWithoutAnAccessToken(String field) {
        assertThat(answered("{" + field + ",'refresh_token':'rt-new','expires_in':60}"))
                .as("no expiry either: it would be taken for the old token's")
                .isEqualTo(Map.of("refresh_token", "rt-new"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"planted\\r\\nX: 1", "planted\u00e4", "planted\\u0000"})
    void whatIsNoRefreshTokenIsNotTakenSoThatTheOldOneStaysWhichIsTold(String token) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger reader = (Logger) LoggerFactory.getLogger(GrantReader.class);
        lines.start();
        reader.setLevel(Level.ERROR);
        reader.addAppender(lines);
        try {
            assertThat(answered("{'access_token':'at','refresh_token':'" + token + "','expires_in':1}"))
                    .containsEntry("access_token", "at")
                    .doesNotContainKey("refresh_token");
        } finally {
            reader.detachAppender(lines);
            reader.setLevel(null);
        }
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .contains("the stored one is kept", "account_id=42")
                        .doesNotContain("planted"));
    }

    @Test
    void aNewRefreshTokenIsPassedOnWithAnExpiredAccessToken() {
        assertThat(answered("{'access_token':'at','refresh_token':'rt-new','expires_in':-5}"))
                .containsEntry("refresh_token", "rt-new")
                .containsEntry("expires_at", "2026-03-04T05:06:02Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'token_type':'Bearer'} | no access token",
                "{'access_token':' ','expires_in':60} | no access token",
                "{'access_token':'a\\r\\nb','expires_in':60} | characters that no token has",
                "{'access_token':'a\\r\\nb','refresh_token':'c\\nd'} | characters that no token has",
                "{'access_token':'at','expires_in':0} | no lifetime left",
                "{'access_token':'at','expires_in':'-1'} | no lifetime left",
                "[] | no JSON object",
                "null | no JSON object",
                "'at' | no JSON object",
                "<html>it works</html> | no JSON object",
                "{'access_token':'at', | no JSON object",
                "{} | no access token"
            })
    void anAnswerThatHoldsNothingToStoreLeavesTheOutcomeUnknown(String body, String reason) {
        try (TokenServer server = TokenServer.answering(json(body))) {
            TokenEndpointException refused = refused(openAi(server.uri()), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.terminal()).isFalse();
            assertThat(refused).hasMessageContaining(reason);
            assertThat(server.received).hasSize(1);
        }
    }

    @Test
    void anEmptyAnswerLeavesTheOutcomeUnknown() {
        try (TokenServer server = TokenServer.answering(204, "")) {
            assertThat(refused(openAi(server.uri()), account()).outcome()).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Test
    void whatFollowsTheObjectCostsNoToken() {
        assertThat(answered("{'access_token':'at','refresh_token':'rt-new','expires_in':60} <!-- served by x -->"))
                .containsEntry("refresh_token", "rt-new");
    }

    @Test
    void anotherSuccessStatusIsASuccess() {
        try (TokenServer server = TokenServer.answering(201, json("{'access_token':'at','expires_in':60}"))) {
            assertThat(granted(openAi(server.uri()), account())).containsEntry("access_token", "at");
        }
    }

    private static Map<String, @Nullable Object> answered(String body) {
        return answered(body, UnaryOperator.identity());
    }

    private static Map<String, @Nullable Object> answered(String body, UnaryOperator<TokenEndpointSettings> change) {
        try (TokenServer server = TokenServer.answering(json(body))) {
            return granted(change.apply(openAi(server.uri())), account());
        }
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
