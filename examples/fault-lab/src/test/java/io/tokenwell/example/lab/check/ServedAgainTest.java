package io.tokenwell.example.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.Call.Ending;
import org.junit.jupiter.api.Test;

class ServedAgainTest {

    private final ServedAgain rule = new ServedAgain();

    @Test
    void whoeverServesInTheEndMayHaveErredBefore() {
        CycleHistory history = new Histories()
                .call(0, 0, 100, Ending.RETRYABLE, 0)
                .call(1, 0, 100, Ending.FINAL, 0)
                .served(0, 2_000, 2_100, 4_000)
                .served(1, 2_000, 2_100, 4_000)
                .history();
        assertThat(rule.violations(history)).isEmpty();
    }

    @Test
    void aUsableAccountThatOneInstanceHasGivenUpIsAViolation() {
        CycleHistory history = new Histories()
                .served(0, 2_000, 2_100, 4_000)
                .served(1, 0, 100, 4_000)
                .call(1, 2_000, 2_100, Ending.FINAL, 0)
                .history();
        assertThat(rule.violations(history))
                .singleElement()
                .extracting(Violation::what)
                .asString()
                .contains("call 3 to instance 1 at 2000 ms ended FINAL");
    }

    @Test
    void anInstanceThatNeverRecoversIsAViolation() {
        assertThat(rule.violations(new Histories()
                        .call(0, 9_000, 9_100, Ending.RETRYABLE, 0)
                        .history()))
                .hasSize(1);
    }

    @Test
    void anAccountThatIsLostNeedNotBeServed() {
        CycleHistory history = new Histories()
                .call(0, 2_000, 2_100, Ending.FINAL, 0)
                .lost("f-0")
                .history();
        assertThat(rule.violations(history)).isEmpty();
    }
}
