package io.tokenwell.example.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules about what is in the stores at the end. */
class StoreRulesTest {

    private final NewestCached cached = new NewestCached();
    private final NewLoginWins login = new NewLoginWins();
    private final NothingLeaked leaked = new NothingLeaked();

    @Test
    void aCacheEntryMayBeAsNewAsItsRowOrNewerButNotOlder() {
        assertThat(cached.violations(new Histories().versions(5, 5).history())).isEmpty();
        assertThat(cached.violations(new Histories().versions(5, 6).history())).isEmpty();
        assertThat(cached.violations(new Histories().versions(5, 4).history()))
                .singleElement()
                .extracting(Violation::what)
                .isEqualTo("cached version 4, the row's is 5");
    }

    @Test
    void theNewestLoginStays() {
        assertThat(login.violations(new Histories().loggedInAnew("f").history()))
                .isEmpty();
        assertThat(login.violations(new Histories().loggedInAnew("g").history()))
                .singleElement()
                .extracting(Violation::what)
                .isEqualTo("the row is of login f, the newest is g");
    }

    @Test
    void everythingLeftBehindIsNamed() {
        Leftovers left = new Leftovers(List.of("a:lock"), List.of("7 by b"), 2, List.of("instance 1: busy"));
        assertThat(leaked.violations(new Histories().history())).isEmpty();
        assertThat(leaked.violations(new Histories().left(left).history()))
                .extracting(Violation::what)
                .containsExactly(
                        "lock a:lock",
                        "claim 7 by b",
                        "work in flight: instance 1: busy",
                        "2 connections idle in transaction");
    }

    @Test
    void allRulesTogetherFindNothingInAQuietCycle() {
        Verdicts verdicts = Verdicts.on(
                new Histories().rotated("f-0", 0, 10).served(0, 0, 100, 2_000).history());
        assertThat(verdicts.violations()).isEmpty();
        assertThat(verdicts.lostAccounts()).isZero();
        assertThat(Verdicts.INVARIANTS)
                .extracting(Invariant::name)
                .containsExactly(
                        "one-redemption",
                        "account-kept",
                        "served-again",
                        "waiters-end",
                        "workers-live",
                        "no-dead-token",
                        "own-tokens",
                        "newest-cached",
                        "nothing-leaked",
                        "relogin-wins");
    }
}
