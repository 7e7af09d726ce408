package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.refresh.model.Trust.Resting;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is believed of a platform's server, step by step. */
class TrustTest {

    private static final AccountKey ONE = new AccountKey(1);
    private static final AccountKey OTHER = new AccountKey(2);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration NEXT = Duration.ofSeconds(100);
    private static final Rest REST = new Rest(Set.of(ONE), PAUSE, NEXT, false, "no");
    private static final Trust RESTING = new Resting(REST);

    @Test
    void whatWasLetThroughBeforeARestDoesNotMakeItLonger() {
        assertThat(REST.sent(NEXT.minusMillis(1), PAUSE, LONGEST)).isEqualTo(REST);
    }

    @Test
    void aProbeMakesThePauseLonger() {
        assertThat(REST.sent(NEXT, PAUSE, LONGEST))
                .isEqualTo(new Rest(Set.of(ONE), PAUSE.multipliedBy(2), NEXT.plus(PAUSE), false, "no"));
    }

    @Test
    void whoWasRefusedIsAskedAfterTheOthers() {
        assertThat(REST.probeOf(OTHER)).isEqualTo(NEXT);
        assertThat(REST.probeOf(ONE)).isEqualTo(NEXT.plus(PAUSE));
    }

    @Test
    void whoWasRefusedInARestIsExpectedToBeSoAgainOnce() {
        Trust after = RESTING.succeeded();
        assertThat(after.expects(ONE)).isTrue();
        assertThat(after.expects(OTHER)).isFalse();
        assertThat(after.refusedAgain(ONE).expects(ONE)).isFalse();
    }

    @Test
    void oneRefusalThatIsNewsAfterASuccessBeginsARowAndForgetsNobody() {
        Trust after = RESTING.succeeded().refused(OTHER, 3, REST);
        assertThat(after.allowed(3)).isEqualTo(2);
        assertThat(after.expects(ONE)).isTrue();
        assertThat(after.refused(OTHER, 3, REST).allowed(3))
                .as("the same once more")
                .isEqualTo(2);
    }
}
