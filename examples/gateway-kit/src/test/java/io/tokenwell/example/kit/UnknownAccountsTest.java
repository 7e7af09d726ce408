package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.Rejection;
import io.tokenwell.TokenStorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class UnknownAccountsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Accounts stored = new Accounts();
    private final UnknownAccounts tokens = new UnknownAccounts(stored, Duration.ofSeconds(1), nanos::get);

    private void unknown(long account) {
        StepVerifier.create(tokens.getAccessToken(account))
                .expectErrorSatisfies(e ->
                        assertThat(((AccountNotFoundException) e).accountId()).isEqualTo(Long.toString(account)))
                .verify();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void anIdIsAskedForOnceAMoment() {
        unknown(7);
        pass(Duration.ofMillis(999));
        unknown(7);
        assertThat(stored.asked).containsExactly("7");

        pass(Duration.ofMillis(1));
        unknown(7);
        unknown(8);
        assertThat(stored.asked).containsExactly("7", "7", "8");
    }

    @Test
    void anAccountThatIsStoredMeanwhileIsSeenAMomentLater() {
        unknown(7);
        stored.tokens.put("7", Mono.just("token"));
        unknown(7);
        pass(Duration.ofSeconds(1));

        StepVerifier.create(tokens.getAccessToken(7)).expectNext("token").verifyComplete();
    }

    @Test
    void aLoginThatIsToldOfIsSeenAtOnce() {
        unknown(7);
        stored.tokens.put("7", Mono.just("token"));
        tokens.invalidate(Account.active(7, "openai", Credentials.of(Map.of()))).block();

        StepVerifier.create(tokens.getAccessToken(7)).expectNext("token").verifyComplete();
    }

    @Test
    void andOfOneThatIsToldOfById() {
        unknown(7);
        stored.tokens.put("7", Mono.just("token"));
        tokens.invalidate(7).block();

        StepVerifier.create(tokens.getAccessToken(7)).expectNext("token").verifyComplete();
    }

    @Test
    void nothingElseIsRemembered() {
        stored.tokens.put("7", Mono.error(new TokenStorageException("7", "table", "away", null)));
        stored.tokens.put("8", Mono.just("token"));
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(tokens.getAccessToken(7)).verifyError(TokenStorageException.class);
            StepVerifier.create(tokens.getAccessToken(8)).expectNext("token").verifyComplete();
        }
        assertThat(stored.asked).containsExactly("7", "8", "7", "8");
    }

    @Test
    void zeroAsksEachTime() {
        UnknownAccounts forgetful = new UnknownAccounts(stored, Duration.ZERO, nanos::get);
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(forgetful.getAccessToken(7)).verifyError(AccountNotFoundException.class);
        }
        assertThat(stored.asked).containsExactly("7", "7");
    }

    @Test
    void whatARejectionTellsIsPassedOn() {
        Account account = Account.active(8, "openai", Credentials.of(Map.of()));

        StepVerifier.create(tokens.replaceRejected(7, "token", Rejection.REVOKED)
                        .then(tokens.replaceRejected(account, "token", Rejection.REVOKED)))
                .expectComplete()
                .verify(Duration.ofSeconds(30));

        assertThat(stored.rejections).containsExactly("7 REVOKED", "8 REVOKED");
    }

    /** What is stored, and who asked. */
    private static final class Accounts implements AccessTokenProvider {

        final Map<String, Mono<String>> tokens = new ConcurrentHashMap<>();
        final List<String> asked = new ArrayList<>();
        final List<String> rejections = new ArrayList<>();

        @Override
        public Mono<String> getAccessToken(String accountId) {
            return Mono.defer(() -> {
                asked.add(accountId);
                return tokens.getOrDefault(accountId, Mono.error(new AccountNotFoundException(accountId)));
            });
        }

        @Override
        public Mono<String> getAccessToken(Account account) {
            return getAccessToken(account.id());
        }

        @Override
        public Mono<String> replaceRejected(Account account, String rejectedAccessToken) {
            return Mono.never();
        }

        @Override
        public Mono<String> replaceRejected(String accountId, String rejectedAccessToken) {
            return Mono.never();
        }

        @Override
        public Mono<String> replaceRejected(Account account, String rejectedAccessToken, Rejection rejection) {
            return replaceRejected(account.id(), rejectedAccessToken, rejection);
        }

        @Override
        public Mono<String> replaceRejected(String accountId, String rejectedAccessToken, Rejection rejection) {
            rejections.add(accountId + " " + rejection);
            return Mono.empty();
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
