package io.tokenwell.example.kit;

import static io.tokenwell.example.kit.TokenRecovery.Body.KEPT;
import static io.tokenwell.example.kit.TokenRecovery.Body.NONE;
import static io.tokenwell.example.kit.TokenRecovery.Body.STREAMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class TokenRecoveryTest {

    private final TokenRecovery recovery = new TokenRecovery(
            RefreshingAccessTokenProvider.builder()
                    .repository(new InMemoryAccountRepository(Clock.systemUTC()))
                    .endpoint(TokenEndpoint.none())
                    .build(),
            100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer realm=\"x\"",
                "Bearer error=\"invalid_token\"",
                "Bearer realm=x , ERROR = invalid_token",
                "Bearer error_description=\"error=\\\"insufficient_scope\\\"\", error=\"invalid_token\"",
                "Basic realm=\"error=no\""
            })
    void theTokenIsToBlame(String challenge) {
        assertThat(TokenRecovery.rejectsTheToken(401, List.of(challenge))).isTrue();
        assertThat(TokenRecovery.rejectsTheToken(403, List.of(challenge))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer error=\"insufficient_scope\"",
                "Bearer error=invalid_request",
                "Bearer realm=\"a, b\",error=\"\"",
                "DPoP error=\"use_dpop_nonce\", Bearer error=\"invalid_token\""
            })
    void somethingElseIsToBlame(String challenge) {
        assertThat(TokenRecovery.rejectsTheToken(401, List.of("Bearer", challenge)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, STREAMED, , 411",
        "HEAD, STREAMED, , 411",
        "DELETE, STREAMED, 65537, 413",
        "POST, STREAMED, , ",
        "GET, KEPT, 5, ",
        "DELETE, NONE, , "
    })
    void whatHasSeldomABodyHasAShortOneOfAKnownLength(
            String method, TokenRecovery.Body body, @Nullable String length, @Nullable Integer status) {
        assertThat(TokenRecovery.refused(method, body, length, "/v1/x").map(Problem::status))
                .isEqualTo(Optional.ofNullable(status));
    }

    @Test
    void aRefusalWithoutChallengeIsAboutTheToken() {
        assertThat(TokenRecovery.rejectsTheToken(401, List.of())).isTrue();
    }

    @Test
    void onlyBodiesOfAKnownSmallLengthAreKept() {
        assertThat(recovery.body(null, null)).isEqualTo(NONE);
        assertThat(recovery.body("0", null)).isEqualTo(NONE);
        assertThat(recovery.body("1", null)).isEqualTo(KEPT);
        assertThat(recovery.body("100", null)).isEqualTo(KEPT);
        assertThat(recovery.body("101", null)).isEqualTo(STREAMED);
        assertThat(recovery.body("99999999999999999999", null)).isEqualTo(STREAMED);
        assertThat(recovery.body("-1", null)).isEqualTo(STREAMED);
        assertThat(recovery.body("1", "chunked")).isEqualTo(STREAMED);
        assertThat(recovery.body(null, "chunked")).isEqualTo(STREAMED);
    }

    @Test
    void anAnswerIsReadToItsEndButNoLongOne() {
        AtomicBoolean cancelled = new AtomicBoolean();

        StepVerifier.create(TokenRecovery.drained(Flux.just(1, 2, 3).doOnCancel(() -> cancelled.set(true))))
                .verifyComplete();
        assertThat(cancelled).isFalse();
        StepVerifier.create(TokenRecovery.drained(Flux.just(60_000, 10_000, 1).doOnCancel(() -> cancelled.set(true))))
                .verifyComplete();
        assertThat(cancelled).isTrue();
    }

    @Test
    void anAnswerThatStandsStillOrBreaksOffIsGivenUp() {
        StepVerifier.withVirtualTime(() -> TokenRecovery.drained(Flux.never()))
                .thenAwait(Duration.ofSeconds(1))
                .verifyComplete();
        StepVerifier.create(TokenRecovery.drained(Flux.error(new IllegalStateException())))
                .verifyComplete();
    }
}
