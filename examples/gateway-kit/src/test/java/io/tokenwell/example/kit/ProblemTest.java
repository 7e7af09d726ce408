package io.tokenwell.example.kit;

import static io.tokenwell.TokenEndpointException.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.handler.timeout.ReadTimeoutException;
import io.tokenwell.AccessTokenException;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {

    static Stream<Arguments> failures() {
        TokenEndpointException busy = endpointFailure(Duration.ofMillis(1500));
        return Stream.of(
                arguments(busy, 503, 2L, "token-endpoint"),
                arguments(endpointFailure(null), 503, 5L, "token-endpoint"),
                arguments(new TokenRefreshPendingException("7", "cooldown", busy), 503, 2L, "refresh-pending"),
                arguments(new TokenRefreshPendingException("7", "held", null), 503, 5L, "refresh-pending"),
                arguments(
                        new TokenStorageException("7", "postgresql", "claim", new IllegalStateException("of-a-driver")),
                        503,
                        5L,
                        "token-storage"),
                arguments(new AccountNotFoundException("7"), 502, null, "account-not-found"),
                arguments(new InvalidAccountException("7", "of-the-inside"), 502, null, "account-unusable"),
                arguments(
                        new ReauthorizationRequiredException("7", "invalid_grant", busy), 502, null, "login-required"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aMissingTokenIsAProblemForTheClient(
            AccessTokenException failure, int status, @Nullable Long retryAfter, String type) {
        Problem problem = Problem.noToken(failure, "/v1/models");

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.retryAfterSeconds())
                .isEqualTo(retryAfter == null ? OptionalLong.empty() : OptionalLong.of(retryAfter));
        assertThat(problem.members())
                .containsOnlyKeys("type", "title", "status", "detail", "instance", "accountId")
                .containsEntry("type", "urn:tokenwell:problem:" + type)
                .containsEntry("status", status)
                .containsEntry("instance", "/v1/models")
                .containsEntry("accountId", "7");
        assertThat(new String(problem.json(), StandardCharsets.UTF_8))
                .startsWith("{\"type\":\"urn:tokenwell:problem:" + type)
                .doesNotContain("postgresql", "driver", "of-the-inside", "invalid_grant");
    }

    @Test
    void anUpstreamThatIsLateIsNotOneThatIsDown() {
        assertThat(Problem.noUpstream(new IOException("refused"), "/").status()).isEqualTo(502);
        assertThat(Problem.noUpstream(ReadTimeoutException.INSTANCE, "/").status())
                .isEqualTo(504);
        assertThat(Problem.noUpstream(new IllegalStateException(new TimeoutException()), "/")
                        .status())
                .isEqualTo(504);
        assertThat(Problem.noUpstream(new IOException("hidden"), "/").members().toString())
                .doesNotContain("hidden");
    }

    private static TokenEndpointException endpointFailure(@Nullable Duration retryAfter) {
        return new TokenEndpointException(
                "7", new Details(REJECTED, 429, "slow_down", false, retryAfter), "busy", null);
    }
}
