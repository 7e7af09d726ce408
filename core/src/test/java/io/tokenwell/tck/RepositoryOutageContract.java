package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.test.StepVerifier;

/** Contract of a repository whose store can be out of reach: a typed error that names the account, never an empty. */
public interface RepositoryOutageContract {

    /** Longest an outage may take to be told. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** The claim that nobody will hear of; its tokens must not be seen either. */
    RefreshClaim CLAIM = new RefreshClaim(
            Account.active(42, "openai", Credentials.of(Map.of(Credentials.REFRESH_TOKEN, "planted-secret"))),
            "owner",
            true);

    /** A repository that cannot reach its store. */
    AccountRepository unreachableRepository();

    @Test
    default void anOutageWhileFindingIsATypedError() {
        assertOutage(unreachableRepository().findById(42));
    }

    @Test
    default void anOutageWhileClaimingIsATypedError() {
        assertOutage(unreachableRepository().claimRefresh(new ClaimRequest(42, "owner", Duration.ofSeconds(30))));
    }

    @Test
    default void anOutageWhileCompletingIsATypedError() {
        assertOutage(unreachableRepository().complete(CLAIM, CLAIM.account().credentials()));
    }

    @Test
    default void anOutageWhileAbandoningIsATypedError() {
        assertOutage(unreachableRepository().abandon(CLAIM));
    }

    private static void assertOutage(Publisher<?> answer) {
        StepVerifier.create(answer)
                .expectErrorSatisfies(RepositoryOutageContract::assertTyped)
                .verify(PATIENCE);
    }

    private static void assertTyped(Throwable error) {
        assertThat(error).isInstanceOf(TokenStorageException.class).hasMessageContaining("account 42");
        assertThat(((TokenStorageException) error).accountId()).isEqualTo(42);
        assertThat(((TokenStorageException) error).operation()).isNotBlank();
        assertThat(((TokenStorageException) error).retryable()).isTrue();
        assertThat(error).hasStackTraceContaining("TokenStorageException");
        assertThat(stackTrace(error)).doesNotContain("planted-secret");
    }

    private static String stackTrace(Throwable error) {
        java.io.StringWriter text = new java.io.StringWriter();
        error.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
