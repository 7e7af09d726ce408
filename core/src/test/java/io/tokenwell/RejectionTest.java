package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a caller makes of a 401, and what providers do with it that know no kinds. */
class RejectionTest {

    @Test
    void theKindFollowsFromTheChallengeAndTheTokensPast() {
        assertThat(Rejection.of(false, false)).isEqualTo(Rejection.UNEXPLAINED);
        assertThat(Rejection.of(true, false)).isEqualTo(Rejection.BLAMED);
        assertThat(Rejection.of(false, true)).isEqualTo(Rejection.ACCEPTED_BEFORE);
        assertThat(Rejection.of(true, true)).isEqualTo(Rejection.REVOKED);
    }

    @Test
    void aProviderThatKnowsNoKindsReplacesTheTokenAllTheSame() {
        AccessTokenProvider older = new Older();
        Account account = Account.active(7, "openai", Credentials.empty());
        for (Rejection kind : Rejection.values()) {
            assertThat(older.replaceRejected(7, "at", kind).block()).isEqualTo("7 without at");
            assertThat(older.replaceRejected(account, "at", kind).block()).isEqualTo("7 without at");
        }
    }

    private static final class Older implements AccessTokenProvider {

        @Override
        public Mono<String> getAccessToken(Account account) {
            return getAccessToken(account.id());
        }

        @Override
        public Mono<String> getAccessToken(String accountId) {
            return Mono.just("at");
        }

        @Override
        public Mono<String> replaceRejected(Account account, String rejectedAccessToken) {
            return replaceRejected(account.id(), rejectedAccessToken);
        }

        @Override
        public Mono<String> replaceRejected(String accountId, String rejectedAccessToken) {
            return Mono.just(accountId + " without " + rejectedAccessToken);
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
