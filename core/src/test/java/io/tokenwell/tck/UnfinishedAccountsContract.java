package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which accounts are found whose last attempt never ended, though nobody asks for them. */
public interface UnfinishedAccountsContract extends AccountRepositoryHooks {

    /** Longer ago than any attempt of a test. */
    Duration EVER = Duration.ofDays(1);

    /** Whether the account is found, by a question that others' accounts cannot disturb. */
    default boolean isFound(String accountId, Duration grace, Duration within) {
        return emitted(repository().unfinished(new UnfinishedQuery(ids().before(accountId), grace, within, 1)))
                .contains(accountId);
    }

    private boolean isFound(String accountId) {
        return isFound(accountId, Duration.ZERO, EVER);
    }

    private RefreshClaim ranOut(String accountId) {
        RefreshClaim claim = claimed(accountId, "dead");
        letClaimExpire(accountId);
        return claim;
    }

    @Test
    default void anAccountThatNobodyClaimedIsNotFound() {
        assertThat(isFound(storedAccount().id())).isFalse();
    }

    @Test
    default void oneWhoseClaimRanOutIsFoundAgainAndAgain() {
        String id = storedAccount().id();
        ranOut(id);
        assertThat(isFound(id)).isTrue();
        assertThat(isFound(id)).as("asking changes nothing").isTrue();
        assertThat(previous(id, "next")).isNotNull();
    }

    @Test
    default void oneWhoseClaimLastsIsNotFound() {
        String id = storedAccount().id();
        claimed(id, "busy");
        assertThat(isFound(id)).isFalse();
    }

    @Test
    default void oneWhoseHolderIsSilentIsNotFoundWhileThatIsRespected() {
        String id = storedAccount().id();
        ranOut(id);
        assertThat(isFound(id, LONG, EVER)).isFalse();
    }

    @Test
    default void oneOfUnknownOutcomeIsFoundWhenItsPauseIsOver() {
        String id = storedAccount().id();
        postponedUnknown(claimed(id, "unknown"), LONG);
        assertThat(isFound(id)).isFalse();
        letClaimExpire(id);
        assertThat(isFound(id, LONG, EVER)).as("a pause knows no grace").isTrue();
    }

    @Test
    default void oneWhoseFailureIsKnownIsNotFound() {
        String id = storedAccount().id();
        postponed(claimed(id, "failed"), LONG);
        letClaimExpire(id);
        assertThat(isFound(id)).isFalse();
    }

    @Test
    default void oneThatWasCompletedIsNotFound() {
        String id = storedAccount().id();
        assertThat(completed(ranOut(id), credentials(8))).isTrue();
        assertThat(isFound(id)).isFalse();
    }

    @Test
    default void whatALaterAttemptLeftBehindIsFound() {
        String abandoned = storedAccount().id();
        ranOut(abandoned);
        emitted(repository().abandon(claimed(abandoned, "second")));
        assertThat(isFound(abandoned)).isTrue();
        String failed = storedAccount().id();
        ranOut(failed);
        postponed(claimed(failed, "second"), LONG);
        assertThat(isFound(failed)).isFalse();
        letClaimExpire(failed);
        assertThat(isFound(failed)).isTrue();
    }

    @Test
    default void oneThatIsMarkedIsNotFound() {
        String id = storedAccount().id();
        marked(claimed(id, "refused"));
        letClaimExpire(id);
        assertThat(isFound(id)).isFalse();
    }

    @Test
    default void oneOfLongAgoIsNotFound() {
        String id = storedAccount().id();
        ranOut(id);
        assertThat(isFound(id, Duration.ZERO, Duration.ZERO)).isFalse();
    }

    @Test
    default void pagesFollowEachOtherInTheOrderOfTheIds() {
        List<String> mine = new ArrayList<>();
        for (int account = 0; account < 5; account++) {
            Account stored = storedAccount();
            ranOut(stored.id());
            mine.add(stored.id());
        }
        List<String> all = new ArrayList<>();
        UnfinishedQuery query = new UnfinishedQuery(ids().before(mine.get(0)), Duration.ZERO, EVER, 2);
        while (!all.containsAll(mine)) {
            List<String> page = emitted(repository().unfinished(query));
            assertThat(page).as("after %s", all).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            all.addAll(page);
            assertThat(all).isSorted().doesNotHaveDuplicates().hasSizeLessThan(1_000);
            query = query.following(page.get(page.size() - 1));
        }
    }
}
