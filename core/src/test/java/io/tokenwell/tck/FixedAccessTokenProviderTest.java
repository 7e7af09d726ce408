package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Rejection;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.tck.FixedAccessTokenProvider.Rejected;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What tests of applications rely on. */
class FixedAccessTokenProviderTest {

    private static final Account SEVEN = Account.active(7, "openai", Credentials.empty());

    private final FixedAccessTokenProvider tokens = new FixedAccessTokenProvider().tokens("7", "at-1", "at-2");

    @Test
    void givesWhatItWasGiven() {
        Mono<String> call = tokens.getAccessToken(7);
        assertThat(tokens.requests()).as("cold").isEmpty();
        StepVerifier.create(call).expectNext("at-1").verifyComplete();
        StepVerifier.create(tokens.getAccessToken(SEVEN)).expectNext("at-1").verifyComplete();
        assertThat(tokens.requests()).containsExactly("7", "7");
    }

    @Test
    void aRejectedTokenIsReplacedOnceAndNoted() {
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(tokens.replaceRejected(SEVEN, "at-1", Rejection.BLAMED))
                    .expectNext("at-2")
                    .verifyComplete();
        }
        StepVerifier.create(tokens.getAccessToken(7)).expectNext("at-2").verifyComplete();
        StepVerifier.create(tokens.replaceRejected(7, "at-2")).verifyError(TokenRefreshPendingException.class);
        StepVerifier.create(tokens.replaceRejected(7, " ")).verifyError(InvalidAccountException.class);
        assertThat(tokens.rejections())
                .containsExactly(
                        new Rejected("7", "at-1", Rejection.BLAMED),
                        new Rejected("7", "at-1", Rejection.BLAMED),
                        new Rejected("7", "at-2", Rejection.UNEXPLAINED),
                        new Rejected("7", " ", Rejection.UNEXPLAINED));
    }

    @Test
    void invalidationsAndReinstatementsAreNoted() {
        StepVerifier.create(tokens.invalidate(SEVEN)).verifyComplete();
        StepVerifier.create(tokens.invalidate(7)).verifyComplete();
        StepVerifier.create(tokens.reinstate(SEVEN)).expectNext(false).verifyComplete();
        assertThat(tokens.invalidations()).containsExactly("7", "7");
        assertThat(tokens.reinstatements()).containsExactly("7");
    }

    @Test
    void failsAsLongAsItIsTold() {
        TokenRefreshPendingException failure = new TokenRefreshPendingException("7", "told", null);
        tokens.failing("7", failure);
        calls(tokens, SEVEN).forEach(call -> StepVerifier.create(call).verifyErrorMatches(failure::equals));
        tokens.tokens("7", "at-3");
        StepVerifier.create(tokens.getAccessToken(7)).expectNext("at-3").verifyComplete();
    }

    @Test
    void refusesWhatARealOneRefuses() {
        Account unknown = Account.active(8, "openai", Credentials.empty());
        calls(tokens, unknown).forEach(call -> StepVerifier.create(call).verifyError(AccountNotFoundException.class));
        calls(tokens, null).forEach(call -> StepVerifier.create(call).verifyError(InvalidAccountException.class));
    }

    @SuppressWarnings("NullAway") // what callers do by mistake
    private static Stream<Mono<?>> calls(AccessTokenProvider tokens, @Nullable Account account) {
        return List.<Mono<?>>of(
                tokens.getAccessToken(account),
                tokens.replaceRejected(account, "at"),
                tokens.invalidate(account),
                tokens.reinstate(account))
                .stream();
    }
}
