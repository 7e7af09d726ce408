package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.tck.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** When it is too late to send. */
class DeadlinesTest {

    private final ManualClock clock = new ManualClock();
    private final AtomicLong nanos = new AtomicLong();
    private final BooleanSupplier passed =
            new Deadlines(clock, nanos::get).passed(Duration.ofSeconds(10), clock.instant());

    @Test
    void notBefore() {
        nanos.set(Duration.ofSeconds(10).toNanos() - 1);
        clock.advance(Duration.ofMillis(9_999));
        assertThat(passed.getAsBoolean()).isFalse();
    }

    @Test
    void byMonotonicTimeThoughTheDateWasSetBack() {
        nanos.set(Duration.ofSeconds(10).toNanos());
        clock.advance(Duration.ofHours(-1));
        assertThat(passed.getAsBoolean()).isTrue();
    }

    @Test
    void byTheDateThoughMonotonicTimeStoodStillInASuspendedMachine() {
        clock.advance(Duration.ofSeconds(10));
        assertThat(passed.getAsBoolean()).isTrue();
    }
}
