package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.tck.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Many who ask within a millisecond cost one look at the second clock; nobody is told what is older. */
class WatchTest {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final ManualClock date = new ManualClock();
    private long monotonic = Long.MAX_VALUE;
    private int looks;
    private final Watch watch = new Watch(
            () -> {
                looks++;
                return monotonic;
            },
            date);

    private void passes(Duration time) {
        monotonic += time.toNanos();
        date.advance(time);
    }

    private void setBackBy(Duration time) {
        date.advance(time.negated());
    }

    @Test
    void withinAMillisecondOneClockIsAsked() {
        watch.now();
        looks = 0;
        for (int i = 0; i < 1_000; i++) {
            assertThat(watch.thisMillisecond()).isEqualTo(new Moment(monotonic, date.millis()));
        }
        assertThat(looks).isZero();
    }

    @Test
    void eachMillisecondBothAre() {
        for (int i = 0; i < 1_000; i++) {
            passes(MILLISECOND);
            assertThat(watch.thisMillisecond()).isEqualTo(new Moment(monotonic, date.millis()));
        }
    }

    @Test
    void aDateThatIsSetBackHidesNoTimeThatPassed() {
        watch.thisMillisecond();
        setBackBy(Duration.ofHours(1));
        passes(Duration.ofSeconds(5));
        assertThat(watch.thisMillisecond()).isEqualTo(new Moment(monotonic, date.millis()));
    }

    @Test
    void whoeverAsksForNowTellsTheOthers() {
        watch.thisMillisecond();
        passes(Duration.ofSeconds(1));
        assertThat(watch.now()).isEqualTo(new Moment(monotonic, date.millis()));
        setBackBy(Duration.ofSeconds(1));
        assertThat(watch.thisMillisecond())
                .as("the very date that was known a second ago")
                .isEqualTo(new Moment(monotonic, date.millis()));
    }
}
