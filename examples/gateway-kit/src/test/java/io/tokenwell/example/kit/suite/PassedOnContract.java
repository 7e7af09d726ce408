package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refusals that another token does not help against, or that come too late: the client gets them as they came. */
interface PassedOnContract extends SiteContract {

    private static SuiteUpstream.Handler refusing(String challenge) {
        AtomicInteger attempts = new AtomicInteger();
        return (request, response) -> {
            int attempt = attempts.incrementAndGet();
            response.status(401).header("X-Attempt", String.valueOf(attempt));
            if (!challenge.isEmpty()) {
                response.header("WWW-Authenticate", challenge);
            }
            return request.receive()
                    .then(response.sendString(Mono.just("refused " + attempt)).then());
        };
    }

    private void passedOn(Answer answer, String path, int attempts) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("refused " + attempts);
        assertThat(answer.headers().getAll("X-Attempt")).containsExactly(String.valueOf(attempts));
        assertThat(site().upstream.seenOn(path)).hasSize(attempts);
    }

    @Test
    default void aSecondRefusalIsTheAnswer() {
        long account = site().accounts.loggedIn();
        String path = site().path(refusing("Bearer realm=\"a\", error=\"invalid_token\""));

        Answer answer = site().caller(account).get(path);

        passedOn(answer, path, 2);
        assertThat(answer.headers().getAll("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"a\", error=\"invalid_token\"");
        assertThat(site().upstream.tokensOn(path)).doesNotHaveDuplicates();
        assertThat(site().accounts.redemptionsOf(account)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer error=\"insufficient_scope\", scope=\"a b\"", "Bearer error=invalid_request"})
    default void aRefusalForAnotherReasonIsTheAnswer(String challenge) {
        long account = site().accounts.loggedIn();
        String path = site().path(refusing(challenge));

        Answer answer = site().caller(account).get(path);

        passedOn(answer, path, 1);
        assertThat(answer.headers().get("WWW-Authenticate")).isEqualTo(challenge);
        assertThat(site().accounts.redemptionsOf(account)).isZero();
    }

    @Test
    default void withoutAnotherTokenTheRefusalIsTheAnswer() {
        long account = site().accounts.loggedIn();
        site().authorization.revoke(account);
        String path = site().path(refusing("Bearer"));

        passedOn(site().caller(account).get(path), path, 1);
    }

    @Test
    default void aBodyAboveTheLimitIsNeitherKeptNorSentTwice() {
        long account = site().accounts.loggedIn();
        String path = site().path(refusing(""));

        passedOn(site().caller(account).post(path, "x".repeat((64 << 10) + 1)), path, 1);
        assertThat(site().accounts.redemptionsOf(account)).isZero();
    }

    @Test
    default void aBodyOfUnknownLengthIsNeitherKeptNorSentTwice() {
        long account = site().accounts.loggedIn();
        String path = site().path(refusing(""));

        Answer answer = Caller.answer(site().caller(account)
                        .http()
                        .post()
                        .uri(path)
                        .send(Flux.just("a", "b").map(StreamingContract::bytes)))
                .blockOptional(Caller.LIMIT)
                .orElseThrow();

        passedOn(answer, path, 1);
        assertThat(site().upstream.seenOn(path).element().headers().get("Transfer-Encoding"))
                .isEqualTo("chunked");
        assertThat(site().accounts.redemptionsOf(account)).isZero();
    }
}
