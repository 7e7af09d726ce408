package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.failsTyped;
import static io.tokenwell.tck.Signals.failsTypedForAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an {@link AccountRepository} whose store is out of reach does: say so, by a typed error. Never an empty. */
public interface AccountRepositoryOutageContract {

    /** The account nobody can reach. */
    AccountKey UNREACHABLE = new AccountKey(42);

    /** A claim that nobody will hear of. */
    RefreshClaim LOST = new RefreshClaim(
            Account.active(42, "openai", Credentials.of(Map.of(Credentials.REFRESH_TOKEN, "planted-secret"))),
            "owner",
            true);

    /** A repository that cannot reach its store. */
    AccountRepository unreachableRepository();

    @Test
    default void findingWithoutStoreIsATypedError() {
        failsTyped(unreachableRepository().findById("42"), UNREACHABLE);
    }

    @Test
    default void claimingWithoutStoreIsATypedError() {
        ClaimRequest request = new ClaimRequest("42", "owner", Duration.ofSeconds(30));
        failsTyped(unreachableRepository().claimRefresh(request), UNREACHABLE);
    }

    @Test
    default void completingWithoutStoreIsATypedErrorThatShowsNoToken() {
        failsTyped(
                unreachableRepository()
                        .complete(LOST, LOST.account().credentials())
                        .doOnError(error -> assertThat(printed(error)).doesNotContain("planted-secret")),
                UNREACHABLE);
    }

    @Test
    default void abandoningWithoutStoreIsATypedError() {
        failsTyped(unreachableRepository().abandon(LOST), UNREACHABLE);
    }

    @Test
    default void postponingWithoutStoreIsATypedError() {
        failsTyped(
                unreachableRepository().postpone(LOST, AccountRepositoryHooks.failure(Duration.ofSeconds(30))),
                UNREACHABLE);
    }

    @Test
    default void markingWithoutStoreIsATypedError() {
        failsTyped(unreachableRepository().markReauthorizationRequired(LOST, "invalid_grant"), UNREACHABLE);
    }

    @Test
    default void lookingForUnfinishedAttemptsWithoutStoreIsATypedError() {
        failsTypedForAll(unreachableRepository()
                .unfinished(UnfinishedQuery.first(Duration.ofSeconds(30), Duration.ofDays(1), 1)));
    }

    @Test
    default void reinstatingWithoutStoreIsATypedError() {
        failsTyped(unreachableRepository().reinstate("42"), UNREACHABLE);
    }

    private static String printed(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
