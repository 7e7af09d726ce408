package io.tokenwell.example.gateway;

import static io.tokenwell.TokenEndpointException.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.example.gateway.GatewayClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenProblemTest {

    private FilterUnderTest gateway;

    @BeforeAll
    void start() {
        gateway = new FilterUnderTest();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @AfterEach
    void nothingWasForwarded() {
        assertThat(gateway.upstream.seen).isEmpty();
    }

    static Stream<Arguments> failures() {
        TokenEndpointException busy = endpointFailure(Duration.ofMillis(1500));
        return Stream.of(
                arguments(busy, 503, "2", "token-endpoint"),
                arguments(endpointFailure(null), 503, "5", "token-endpoint"),
                arguments(new TokenRefreshPendingException(7, "cooldown", busy), 503, "2", "refresh-pending"),
                arguments(new TokenRefreshPendingException(7, "held", null), 503, "5", "refresh-pending"),
                arguments(
                        new TokenStorageException(7, "postgresql", "claim", new IllegalStateException("of-a-driver")),
                        503,
                        "5",
                        "token-storage"),
                arguments(new AccountNotFoundException(7), 502, null, "account-not-found"),
                arguments(new InvalidAccountException(7, "of-the-inside"), 502, null, "account-unusable"),
                arguments(new ReauthorizationRequiredException(7, "invalid_grant", busy), 502, null, "login-required"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aMissingTokenIsAProblemForTheClient(
            AccessTokenException failure, int status, @Nullable String retryAfter, String type) {
        gateway.provider.answers = account -> Mono.error(failure);

        Answer answer = gateway.client().get("/v1/models?key=private");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("Retry-After")).isEqualTo(retryAfter);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(answer))
                .containsOnlyKeys("type", "title", "status", "detail", "instance", "accountId")
                .containsEntry("type", "urn:tokenwell:problem:" + type)
                .containsEntry("status", status)
                .containsEntry("instance", "/v1/models")
                .containsEntry("accountId", 7);
        assertThat(answer.body()).doesNotContain("postgresql", "driver", "of-the-inside", "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "abc", "1 2", "1,2", "99999999999999999999"})
    void aMalformedAccountIsTheClientsMistake(String account) {
        Answer answer = gateway.client().get("/named/v1/models", headers -> headers.add("X-Account", account));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("type", "urn:tokenwell:problem:account-header");
    }

    @Test
    void noAccountOrTwoOfThemAreTheClientsMistake() {
        assertThat(gateway.client().get("/named/v1/models").status()).isEqualTo(400);
        assertThat(gateway.client()
                        .get("/named/v1/models", headers -> headers.add("X-Account", List.of("1", "2")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aProviderThatBreaksItsContractForwardsNothingEither() {
        gateway.provider.answers = account -> Mono.empty();
        assertThat(gateway.client().get("/v1/models").status()).isEqualTo(500);

        gateway.provider.answers = account -> Mono.error(new IllegalStateException("secret-of-a-bug"));
        assertThat(gateway.client().get("/v1/models").body()).doesNotContain("secret-of-a-bug");
    }

    private static TokenEndpointException endpointFailure(@Nullable Duration retryAfter) {
        return new TokenEndpointException(7, new Details(REJECTED, 429, "slow_down", false, retryAfter), "busy", null);
    }

    private static Map<String, Object> json(Answer answer) {
        return JsonMapper.shared().readValue(answer.body(), new TypeReference<>() {});
    }
}
