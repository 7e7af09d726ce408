package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The original's waits, for the ends of the jitter's range. */
class BackoffJitterTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @ParameterizedTest(name = "drawn {0}: {1} {2} {3} {4} {5}")
    @CsvSource({"0,16,32,64,96,96", "0.5,20,40,80,120,120", "0.999999999,23,47,95,143,143"})
    void waits(double drawn, long first, long second, long third, long fourth, long fifth) {
        RefreshRuntime runtime = new RefreshRuntime(
                new VirtualClock(time), time, () -> time.now(TimeUnit.NANOSECONDS), () -> drawn, "test");
        RuntimeCounters counters = new RuntimeCounters(runtime.clock());
        BackoffSettings settings = BackoffSettings.defaults();
        Call call = new Call(VirtualFleet.KEY, null, false, false);
        List<Long> attempts = new ArrayList<>();
        Mono.defer(() -> {
                    attempts.add(time.now(TimeUnit.NANOSECONDS));
                    return Mono.error(new LockHeld());
                })
                .retryWhen(new ContentionRetry(settings, runtime, counters, any -> false)
                        .waitingOf(call, new Wakeup(VirtualFleet.KEY)))
                .onErrorComplete(LockHeld.class)
                .subscribe();
        time.advanceTimeBy(Duration.ofSeconds(1));
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(Duration.ofNanos(attempts.get(i) - attempts.get(i - 1)).toMillis());
        }
        assertThat(waits).containsExactly(first, second, third, fourth, fifth);
        assertThat(counters.snapshot().lockWaitTotalMs()).isEqualTo(first + second + third + fourth + fifth);
    }
}
