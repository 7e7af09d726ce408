package io.tokenwell.example.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import org.junit.jupiter.api.Test;

/** Rules about what callers get. */
class CallRulesTest {

    private final WaitersEnd ends = new WaitersEnd();
    private final NoDeadToken alive = new NoDeadToken();
    private final WorkersLive live = new WorkersLive();

    @Test
    void tokensErrorsAndCancellationsAreEnds() {
        CycleHistory history = new Histories()
                .served(0, 0, 100, 2_000)
                .call(0, 0, 4_000, Ending.RETRYABLE, 0)
                .call(0, 0, 50, Ending.CANCELLED, 0)
                .call(0, 0, 50, Ending.PROCESS_DIED, 0)
                .history();
        assertThat(ends.violations(history)).isEmpty();
    }

    @Test
    void aCallWithoutEndOrWithALateOneIsAViolation() {
        CycleHistory history = new Histories()
                .call(0, 0, -1, Ending.NONE, 0)
                .call(1, 100, 8_200, Ending.FINAL, 0)
                .history();
        assertThat(ends.violations(history))
                .extracting(Violation::what)
                .containsExactly(
                        "call 1 to instance 0 at 0 ms never ended",
                        "call 2 to instance 1 at 100 ms ended after 8100 ms");
    }

    @Test
    void theTimeAProcessStoodStillDoesNotCount() {
        Histories late = new Histories().call(0, 0, 9_000, Ending.RETRYABLE, 0);
        assertThat(ends.violations(late.fault(Kind.STOP, 0, 500, 3_000).history()))
                .isEmpty();
    }

    @Test
    void onlyTheTimeThatAStopAndACallShareDoesNotCount() {
        Histories late = new Histories().call(0, 2_900, 11_100, Ending.RETRYABLE, 0);
        assertThat(ends.violations(late.fault(Kind.STOP, 0, 500, 3_000).history()))
                .hasSize(1);
    }

    @Test
    void whoIsAskedWhileItStartsAnswersWhenItIsThere() {
        Histories asked = new Histories().call(0, 1_000, 12_000, Ending.RETRYABLE, 0);
        assertThat(ends.violations(asked.history())).hasSize(1);
        assertThat(ends.violations(asked.fault(Kind.KILL, 0, 900, 8_000).history()))
                .isEmpty();
    }

    @Test
    void aMachineThatIsSuspendedStandsStillToo() {
        Histories late = new Histories().call(0, 0, 9_000, Ending.RETRYABLE, 0);
        assertThat(ends.violations(late.fault(Kind.SUSPEND, 0, 500, 3_000).history()))
                .isEmpty();
        Histories held = new Histories().served(0, 0, 5_100, 3_000);
        assertThat(alive.violations(held.history())).hasSize(1);
        assertThat(alive.violations(held.fault(Kind.SUSPEND, 0, 50, 5_000).history()))
                .isEmpty();
    }

    @Test
    void whoIsAskedToEndDoesSoInTime() {
        Histories died = new Histories().call(0, 60, 61, Ending.PROCESS_DIED, 0).fault(Kind.TERMINATE, 0, 40, 2_000);
        assertThat(live.violations(died.history())).isEmpty();
        assertThat(live.violations(died.fault(Kind.TERMINATE, 0, 3_000, 18_000).history()))
                .singleElement()
                .extracting(Violation::what)
                .isEqualTo("instance 0 did not end when it was asked to at 3000");
    }

    @Test
    void onlyAProcessThatTheLabKilledMayDie() {
        Histories died = new Histories()
                .call(0, 0, 50, Ending.PROCESS_DIED, 0)
                .call(0, 60, 61, Ending.PROCESS_DIED, 0)
                .call(1, 70, 71, Ending.PROCESS_DIED, 0)
                .fault(Kind.KILL, 1, 65, 900);
        assertThat(live.violations(died.history()))
                .singleElement()
                .extracting(Violation::what)
                .isEqualTo("instance 0 died, and nobody had killed it");
        assertThat(live.violations(died.fault(Kind.KILL, 0, 40, 800).history())).isEmpty();
    }

    @Test
    void aLivingTokenIsFineAndADeadOneIsNot() {
        assertThat(alive.violations(new Histories().served(0, 0, 1_999, 2_000).history()))
                .isEmpty();
        assertThat(alive.violations(new Histories().served(0, 0, 2_260, 2_000).history()))
                .singleElement()
                .extracting(Violation::what)
                .asString()
                .contains("260 ms after its end");
    }

    @Test
    void aWrongClockMayErrByItsOffset() {
        Histories served = new Histories().served(0, 0, 2_500, 2_000);
        assertThat(alive.violations(served.history())).hasSize(1);
        assertThat(alive.violations(served.fault(Kind.CLOCK, 0, FaultEvent.Link.NONE, 0, 3_000, -450)
                        .history()))
                .isEmpty();
    }

    @Test
    void aStoppedProcessAnsweredBeforeItWasStopped() {
        Histories served = new Histories().served(0, 0, 3_000, 2_000);
        assertThat(alive.violations(served.fault(Kind.STOP, 0, 400, 2_990).history()))
                .isEmpty();
    }

    @Test
    void aStoppedProcessMayNotServeTheDeadToWhoAsksItLater() {
        Histories during = new Histories().served(0, 2_000, 3_000, 1_990).fault(Kind.STOP, 0, 400, 2_990);
        Histories after = new Histories().served(0, 300, 3_600, 2_000).fault(Kind.STOP, 0, 400, 2_990);
        assertThat(alive.violations(during.history())).hasSize(1);
        assertThat(alive.violations(after.history())).hasSize(1);
    }
}
