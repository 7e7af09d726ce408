package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.TokenRefreshPendingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is learnt from answers about tokens and requests. */
class AttemptsTest {

    private static final List<String> SILENT = List.of();
    private static final List<String> BLAMING = List.of("Bearer error=\"invalid_token\"");

    private final Replacing provider = new Replacing();
    private long nanos = Long.MAX_VALUE - 1_000;
    private final TokenRecovery recovery = new TokenRecovery(provider, 0, new ReplayRoom(0), () -> nanos);

    private Attempts get(String target) {
        return recovery.attempts("1", "GET", target);
    }

    private void accepted(String token) {
        assertThat(get("/v1/ok").rejected(token, 200, SILENT)).isFalse();
    }

    /** Goes through a request that is answered 401 each time; tells whether another token was tried. */
    private boolean refused(String target, String token, List<String> challenges) {
        Attempts attempts = get(target);
        if (!attempts.rejected(token, 401, challenges)) {
            return false;
        }
        String other = replacement(attempts, token);
        assertThat(attempts.rejected(other, 401, challenges)).as("no third one").isFalse();
        return true;
    }

    private static String replacement(Attempts attempts, String token) {
        return attempts.replacement(token).blockOptional().orElseThrow();
    }

    private void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void theKindFollowsFromTheChallengeAndFromWhatWasAcceptedBefore() {
        refused("/v1/a", "at", SILENT);
        refused("/v1/b", "at", BLAMING);
        accepted("at");
        refused("/v1/c", "at", SILENT);
        refused("/v1/d", "at", BLAMING);
        refused("/v1/e", "another", SILENT);
        refused("/v1/f", "another", List.of("Bearer realm=\"x\""));
        recovery.attempts("2", "GET", "/v1/g").rejected("at", 401, SILENT);
        assertThat(provider.kinds)
                .containsExactly(
                        Rejection.UNEXPLAINED,
                        Rejection.BLAMED,
                        Rejection.ACCEPTED_BEFORE,
                        Rejection.REVOKED,
                        Rejection.UNEXPLAINED,
                        Rejection.UNEXPLAINED);
    }

    /** From a proxy before it, of a page without a lock, from one who sends to a login: none has looked at the token. */
    @ParameterizedTest
    @ValueSource(ints = {100, 302, 400, 403, 404, 407, 429, 500, 503})
    void answersThatAreNoSuccessSayNothingOfTheToken(int status) {
        assertThat(get("/v1/x").rejected("at", status, SILENT)).isFalse();
        refused("/v1/a", "at", SILENT);
        assertThat(provider.kinds).containsExactly(Rejection.UNEXPLAINED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 206, 304})
    void successDoes(int status) {
        assertThat(get("/v1/x").rejected("at", status, SILENT)).isFalse();
        refused("/v1/a", "at", SILENT);
        assertThat(provider.kinds).containsExactly(Rejection.ACCEPTED_BEFORE);
    }

    @Test
    void whatTheSecondAttemptIsAnsweredCountsAsWell() {
        Attempts attempts = get("/v1/a");
        assertThat(attempts.rejected("at", 401, SILENT)).isTrue();
        String other = replacement(attempts, "at");
        assertThat(attempts.rejected(other, 200, SILENT)).isFalse();
        refused("/v1/b", other, SILENT);
        assertThat(provider.kinds).containsExactly(Rejection.UNEXPLAINED, Rejection.ACCEPTED_BEFORE);
    }

    @Test
    void aRequestThatNoTokenHelpsIsNotTriedTwiceForAWhileLongerEachTime() {
        for (Duration pause :
                List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4))) {
            assertThat(refused("/v1/a?b=1", "at", SILENT)).isTrue();
            assertThat(refused("/v1/a?b=2", "at", SILENT)).isFalse();
            advance(pause.minusNanos(1));
            assertThat(refused("/v1/a", "at", SILENT)).isFalse();
            advance(Duration.ofNanos(1));
        }
        assertThat(provider.kinds).hasSize(4);
    }

    @Test
    void theseTimesHaveALimitAndAfterALongSilenceBeginAnew() {
        for (int hour = 0; hour < 20; hour++) {
            assertThat(refused("/v1/a", "at", SILENT)).isTrue();
            advance(Duration.ofHours(1));
        }
        assertThat(refused("/v1/a", "at", SILENT)).isTrue();
        advance(Duration.ofMinutes(59));
        assertThat(refused("/v1/a", "at", SILENT)).isFalse();
        advance(Duration.ofDays(1));
        assertThat(refused("/v1/a", "at", SILENT)).isTrue();
        advance(Duration.ofSeconds(30));
        assertThat(refused("/v1/a", "at", SILENT)).isTrue();
    }

    @Test
    void thatIsOfOneRequestOnly() {
        assertThat(refused("/v1/a", "at", SILENT)).isTrue();
        assertThat(refused("/v1/b", "at", SILENT)).isTrue();
        assertThat(recovery.attempts("1", "POST", "/v1/a").rejected("at", 401, SILENT))
                .isTrue();
        assertThat(recovery.attempts("2", "GET", "/v1/a").rejected("at", 401, SILENT))
                .isTrue();
    }

    /** What is forbidden in any case may be refused for a revoked token besides. */
    @Test
    void andOfOneReasonOnly() {
        assertThat(refused("/v1/a", "at", SILENT)).isTrue();
        assertThat(refused("/v1/a", "at", BLAMING)).isTrue();
        assertThat(refused("/v1/a", "at", SILENT)).isFalse();
        assertThat(refused("/v1/a", "at", BLAMING)).isFalse();
    }

    @Test
    void successEndsIt() {
        for (List<String> challenges : List.of(SILENT, BLAMING)) {
            assertThat(refused("/v1/a", "at", challenges)).isTrue();
            assertThat(get("/v1/a").rejected("at", 200, SILENT)).isFalse();
            assertThat(refused("/v1/a", "at", challenges)).isTrue();
            assertThat(get("/v1/a").rejected("at", 200, SILENT)).isFalse();
        }
    }

    /** Each has asked for another token before any has found out that it does not help. */
    @Test
    void aThousandAtOnceFindOutOneThing() {
        List<Attempts> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(get("/v1/a"));
        }
        many.forEach(
                attempts -> assertThat(attempts.rejected("at", 401, SILENT)).isTrue());
        many.forEach(attempts -> assertThat(attempts.rejected(replacement(attempts, "at"), 401, SILENT))
                .isFalse());
        advance(Duration.ofSeconds(30));
        assertThat(refused("/v1/a", "at", SILENT)).isTrue();
    }

    @Test
    void manyRequestsDoNotStayInMemory() {
        HopelessRequests hopeless = new HopelessRequests(() -> nanos, 100);
        for (int i = 0; i < 10_000; i++) {
            hopeless.add("GET /v1/" + i);
        }
        assertThat(hopeless.size()).isLessThanOrEqualTo(200);
        assertThat(hopeless.has("GET /v1/9999")).isTrue();
        assertThat(hopeless.has("GET /v1/0")).isFalse();
    }

    @Test
    void withoutAnotherTokenNothingIsLearntOfTheRequest() {
        provider.none = true;
        for (int time = 0; time < 2; time++) {
            Attempts attempts = get("/v1/a");
            assertThat(attempts.rejected("at", 401, SILENT)).isTrue();
            StepVerifier.create(attempts.replacement("at")).verifyComplete();
        }
    }

    /** Has another token each time, and notes why it was asked. */
    private static final class Replacing implements AccessTokenProvider {

        private final List<Rejection> kinds = new ArrayList<>();
        private boolean none;

        @Override
        public Mono<String> replaceRejected(String accountId, String rejectedAccessToken, Rejection rejection) {
            kinds.add(rejection);
            return none
                    ? Mono.error(new TokenRefreshPendingException(accountId, "none", null))
                    : Mono.just("other-" + kinds.size());
        }

        @Override
        public Mono<String> replaceRejected(String accountId, String rejectedAccessToken) {
            return Mono.error(new AssertionError("the kind was not told"));
        }

        @Override
        public Mono<String> replaceRejected(Account account, String rejectedAccessToken) {
            return replaceRejected(account.id(), rejectedAccessToken);
        }

        @Override
        public Mono<String> getAccessToken(Account account) {
            return getAccessToken(account.id());
        }

        @Override
        public Mono<String> getAccessToken(String accountId) {
            return Mono.just("at");
        }

        @Override
        public Mono<Void> invalidate(Account account) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> invalidate(String accountId) {
            return Mono.empty();
        }
    }
}
