package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time that goes on while the machine is suspended, and that no correction of the date turns back. */
class ElapsedTimeTest {

    private final AtomicLong monotonic = new AtomicLong(-5);
    private final AtomicLong date = new AtomicLong(1_800_000_000_000L);
    private final ElapsedTime time = new ElapsedTime(new Dates(), monotonic::get);
    private final long start = time.getAsLong();

    private final class Dates extends Clock {

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(date.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void awake(Duration span) {
        monotonic.addAndGet(span.toNanos());
        date.addAndGet(span.toMillis());
    }

    private Duration passed() {
        return Duration.ofNanos(time.getAsLong() - start);
    }

    @Test
    void awakeItIsMonotonicTime() {
        for (int second = 1; second <= 100; second++) {
            awake(Duration.ofSeconds(1));
            assertThat(passed()).isEqualTo(Duration.ofSeconds(second));
        }
    }

    @Test
    void aSuspensionCountsOnce() {
        awake(Duration.ofSeconds(1));
        date.addAndGet(Duration.ofSeconds(40).toMillis());
        assertThat(passed()).isEqualTo(Duration.ofSeconds(41));
        assertThat(passed()).isEqualTo(Duration.ofSeconds(41));
        awake(Duration.ofSeconds(1));
        assertThat(passed()).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void aDateThatIsSetBackTurnsNothingBackAndHidesNoSuspension() {
        date.addAndGet(-Duration.ofHours(1).toMillis());
        assertThat(passed()).isZero();
        date.addAndGet(Duration.ofSeconds(40).toMillis());
        assertThat(passed()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whatTwoClocksDifferByBetweenTwoReadingsDoesNotAddUp() {
        for (int reading = 0; reading < 1_000; reading++) {
            date.addAndGet(reading % 2 == 0 ? 90 : -90);
            assertThat(passed()).isZero();
        }
    }
}
