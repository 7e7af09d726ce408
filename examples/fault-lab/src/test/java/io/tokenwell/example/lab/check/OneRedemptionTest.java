package io.tokenwell.example.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import org.junit.jupiter.api.Test;

class OneRedemptionTest {

    private final OneRedemption rule = new OneRedemption();

    @Test
    void everyTokenOnceIsFine() {
        assertThat(rule.violations(new Histories()
                        .rotated("f-0", 0, 10)
                        .rotated("f-1", 1, 900)
                        .history()))
                .isEmpty();
    }

    @Test
    void aSecondPresentationOfAnAnsweredTokenNamesBothEntries() {
        CycleHistory history =
                new Histories().rotated("f-0", 0, 10).reused("f-0", 1, 200).history();
        assertThat(rule.violations(history))
                .singleElement()
                .extracting(Violation::what)
                .asString()
                .contains("#1 ROTATED", "instance 0", "#2 REUSED", "instance 1");
    }

    @Test
    void aTokenWhosePairWasThrownAwayIsTheOtherRulesBusiness() {
        CycleHistory history = new Histories()
                .rotated("f-0", 0, 10)
                .reused("f-0", 1, 200)
                .lost("f-0")
                .history();
        assertThat(rule.violations(history)).isEmpty();
        assertThat(new AccountKept().violations(history)).hasSize(1);
    }

    @Test
    void aThirdPresentationIsNotExcusedByTheFirst() {
        CycleHistory history = new Histories()
                .redeemed("f-0", 0, 10, -1, Verdict.ROTATED)
                .reused("f-0", 1, 200)
                .reused("f-0", 1, 700)
                .history();
        assertThat(rule.violations(history)).hasSize(1);
    }

    @Test
    void aLateReplyOrNoneExcuses() {
        assertThat(rule.violations(afterFirst(new Histories().redeemed("f-0", 0, 10, -1, Verdict.ROTATED))))
                .isEmpty();
        assertThat(rule.violations(afterFirst(new Histories().redeemed("f-0", 0, 10, 900, Verdict.ROTATED))))
                .isEmpty();
    }

    @Test
    void aTokenThatWasNotLookedAtMayComeAgain() {
        assertThat(rule.violations(afterFirst(new Histories().redeemed("f-0", 0, 10, 20, Verdict.TURNED_AWAY))))
                .isEmpty();
    }

    @Test
    void repliesLostOnTheWayExcuseOnlyTheInstanceTheyWereFor() {
        Histories met = lost(0, Link.ENDPOINT).broken(31);
        Histories passed = lost(0, Link.ENDPOINT);
        Histories other = lost(1, Link.ENDPOINT);
        Histories store = lost(0, Link.REDIS);
        assertThat(rule.violations(afterFirst(met))).isEmpty();
        assertThat(rule.violations(afterFirst(passed))).hasSize(1);
        assertThat(rule.violations(afterFirst(other))).hasSize(1);
        assertThat(rule.violations(afterFirst(store))).hasSize(1);
    }

    @Test
    void onlyADeathBeforeThePairCouldBeStoredExcuses() {
        Histories before = new Histories().rotated("f-0", 0, 10).fault(Kind.KILL, 0, 500, 2_000);
        Histories later = new Histories().rotated("f-0", 0, 10).fault(Kind.KILL, 0, 1_500, 2_000);
        Histories other = new Histories().rotated("f-0", 0, 10).fault(Kind.KILL, 1, 500, 2_000);
        assertThat(rule.violations(afterFirst(before))).isEmpty();
        assertThat(rule.violations(afterFirst(later))).hasSize(1);
        assertThat(rule.violations(afterFirst(other))).hasSize(1);
    }

    @Test
    void anEndpointThatFailedAfterItsDecisionExcuses() {
        Histories failed = new Histories().answered("f-0", 0, 10, 30, Verdict.ROTATED, 500);
        assertThat(rule.violations(afterFirst(failed))).isEmpty();
    }

    private static Histories lost(int instance, Link link) {
        return new Histories().rotated("f-0", 0, 10).fault(Kind.LOSE_REPLIES, instance, link, 5, 100, 0);
    }

    private static CycleHistory afterFirst(Histories first) {
        return first.reused("f-0", 1, 3_000).history();
    }
}
