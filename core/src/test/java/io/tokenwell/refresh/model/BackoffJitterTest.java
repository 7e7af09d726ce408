package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The original's waits, for the ends of the jitter's range. */
class BackoffJitterTest {

    private final VirtualFleet fleet = new VirtualFleet();

    /** Whose token is due, not expired: it waits as long as the original does, and then hands that out. */
    @ParameterizedTest(name = "drawn {0}: {1} {2} {3} {4} {5}")
    @CsvSource({"0,16,32,64,96,96", "0.5,20,40,80,120,120", "0.999999999,23,47,95,143,143"})
    void waits(double drawn, long first, long second, long third, long fourth, long fifth) {
        fleet.random = () -> drawn;
        Account account = fleet.stored(Duration.ofMinutes(1));
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), Duration.ofMinutes(1)));
        List<Long> attempts = new ArrayList<>();
        fleet.ports.bending(
                "lock.tryAcquire",
                work -> work.doOnSubscribe(asked -> attempts.add(fleet.time.now(TimeUnit.NANOSECONDS))));
        RefreshingAccessTokenProvider provider = fleet.instance();
        List<String> answers = new ArrayList<>();
        provider.getAccessToken(account).subscribe(answers::add);
        fleet.advance(Duration.ofSeconds(1));
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(Duration.ofNanos(attempts.get(i) - attempts.get(i - 1)).toMillis());
        }
        assertThat(waits).containsExactly(first, second, third, fourth, fifth);
        assertThat(provider.snapshotMetrics().lockWaitTotalMs()).isEqualTo(first + second + third + fourth + fifth);
        assertThat(answers).containsExactly("at-0");
    }
}
