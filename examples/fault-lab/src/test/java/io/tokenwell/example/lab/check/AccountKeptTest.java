package io.tokenwell.example.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import org.junit.jupiter.api.Test;

class AccountKeptTest {

    private final AccountKept rule = new AccountKept();

    @Test
    void aUsableAccountIsFine() {
        assertThat(rule.violations(new Histories().rotated("f-0", 0, 10).history()))
                .isEmpty();
    }

    @Test
    void anAccountLostThoughItsReplyWasReceivedIsAViolation() {
        CycleHistory history = new Histories()
                .rotated("f-0", 0, 10)
                .reused("f-0", 1, 200)
                .lost("f-0")
                .history();
        assertThat(rule.violations(history)).singleElement().satisfies(violation -> {
            assertThat(violation.account()).isEqualTo(Histories.ACCOUNT);
            assertThat(violation.what()).contains("#1 ROTATED");
        });
        assertThat(AccountKept.lostReplies(history)).isEmpty();
    }

    @Test
    void anAccountLostWithAReplyThatReachedNobodyNamesThatReply() {
        CycleHistory history = new Histories()
                .rotated("f-0", 0, 10)
                .fault(Kind.KILL, 0, 35, 900)
                .reused("f-0", 1, 2_200)
                .lost("f-0")
                .history();
        assertThat(rule.violations(history)).isEmpty();
        assertThat(AccountKept.lostReplies(history))
                .containsExactly(new LostReply(
                        Histories.ACCOUNT, 1, 0, "the process was killed 5 ms after its reply was written"));
    }

    @Test
    void aDeathLongAfterTheReplyIsNoExcuse() {
        Histories history = new Histories().rotated("f-0", 0, 10).fault(Kind.KILL, 0, 900, 1_500);
        assertThat(rule.violations(history.reused("f-0", 1, 2_200).lost("f-0").history()))
                .hasSize(1);
    }

    @Test
    void aConnectionThatWasCutWhileTheRequestWasUnderWayIsAnExcuse() {
        Histories cut =
                new Histories().redeemed("f-0", 0, 65, -1, Verdict.ROTATED).broken(61);
        assertThat(rule.violations(cut.fault(Kind.CUT, 0, FaultEvent.Link.ENDPOINT, 60, 60, 0)
                        .lost("f-0")
                        .history()))
                .isEmpty();
    }

    @Test
    void aReplyThatWasStillUnreadWhenItsConnectionWasCutIsAnExcuse() {
        Histories cut = new Histories().rotated("f-0", 0, 10).fault(Kind.CUT, 0, FaultEvent.Link.ENDPOINT, 330, 331, 0);
        assertThat(rule.violations(cut.lost("f-0").history())).hasSize(1);
        assertThat(rule.violations(cut.broken(330).history())).isEmpty();
    }

    @Test
    void aCutOfConnectionsThatWereClosedByThenIsNoExcuse() {
        Histories cut = new Histories().rotated("f-0", 0, 10).fault(Kind.CUT, 0, FaultEvent.Link.ENDPOINT, 40, 41, 0);
        assertThat(rule.violations(cut.lost("f-0").history())).hasSize(1);
    }

    @Test
    void aClientThatHungUpOnTheReplyIsNoExcuseUnlessTheEndpointHung() {
        Histories hungUp = new Histories().redeemed("f-0", 0, 10, -1, Verdict.ROTATED);
        assertThat(rule.violations(hungUp.lost("f-0").history())).hasSize(1);
        assertThat(rule.violations(
                        hungUp.fault(Kind.HANG_AFTER, FaultEvent.ALL, 0, 800).history()))
                .isEmpty();
    }

    @Test
    void anAccountThatWasRevokedWithItsNewestPairInTheRowWasKept() {
        CycleHistory history = new Histories()
                .rotated("f-0", 0, 10)
                .reused("f-0", 1, 25)
                .lost("f-1")
                .history();
        assertThat(rule.violations(history)).isEmpty();
        assertThat(new OneRedemption().violations(history)).hasSize(1);
    }

    @Test
    void aReplyThatCameWhileItsReceiverStillListenedWasReceived() {
        Histories late = new Histories().redeemed("f-0", 0, 10, 970, Verdict.ROTATED);
        Histories tooLate = new Histories().redeemed("f-0", 0, 10, 1_200, Verdict.ROTATED);
        assertThat(rule.violations(late.lost("f-0").history())).hasSize(1);
        assertThat(rule.violations(tooLate.lost("f-0").history())).isEmpty();
    }

    @Test
    void aRequestThatHungUndecidedHasBeenListenedForSinceItArrived() {
        Histories late = new Histories().redeemed("f-0", 0, 1_630, 1_690, Verdict.ROTATED);
        assertThat(rule.violations(late.arrived(140).lost("f-0").history())).isEmpty();
        assertThat(rule.violations(late.arrived(1_200).history())).hasSize(1);
    }

    @Test
    void aLateReplyThatWasStoredWhenAnotherHadPresentedItsTokenIsNoLostReply() {
        CycleHistory stored = new Histories()
                .redeemed("f-0", 0, 10, 970, Verdict.ROTATED)
                .reused("f-0", 1, 800)
                .lost("f-1")
                .history();
        assertThat(new OneRedemption().violations(stored)).isEmpty();
        assertThat(rule.violations(stored)).hasSize(1);
    }

    @Test
    void aPairInTheRowWasReceivedWhateverBefellItsReceiverLater() {
        Histories killed = new Histories()
                .rotated("f-0", 0, 10)
                .fault(Kind.KILL, 0, 300, 900)
                .reused("f-0", 1, 2_200)
                .lost("f-1");
        assertThat(rule.violations(killed.history()))
                .singleElement()
                .extracting(Violation::what)
                .asString()
                .contains("no reply that was lost");
        assertThat(AccountKept.lostReplies(killed.history())).isEmpty();
        assertThat(new OneRedemption().violations(killed.history())).isEmpty();
    }

    @Test
    void aPairThatASleeperStoredWhenAnotherHadGivenItUpIsAccountedFor() {
        CycleHistory slept = new Histories()
                .rotated("f-0", 0, 10)
                .fault(Kind.STOP, 0, 20, 4_500)
                .reused("f-0", 1, 4_200)
                .lost("f-1")
                .history();
        assertThat(rule.violations(slept)).isEmpty();
        assertThat(AccountKept.lostReplies(slept)).hasSize(1);
    }

    @Test
    void aPairThatIsNeitherInTheRowNorPresentedAgainIsAccountedForByTheRow() {
        CycleHistory excused = new Histories()
                .redeemed("f-0", 0, 10, -1, Verdict.ROTATED)
                .fault(Kind.TRUNCATED, 0, 0, 100)
                .lost("f-0")
                .history();
        CycleHistory answered =
                new Histories().rotated("f-0", 0, 10).lost("f-0").history();
        assertThat(AccountKept.lostReplies(excused)).hasSize(1);
        assertThat(rule.violations(answered)).hasSize(1);
    }

    @Test
    void aRowWithATokenThatWasNeverRotatedIsAViolation() {
        assertThat(rule.violations(new Histories().lost("f-9").history()))
                .singleElement()
                .extracting(Violation::what)
                .asString()
                .contains("never rotated");
    }
}
