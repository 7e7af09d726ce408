package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** What is tried again and again waits by the chance that was given, and by no other. */
class JitteredBackoffTest {

    private static final Duration LONG_OUTAGE = Duration.ofSeconds(8);

    @ParameterizedTest(name = "drawn {0}: {1} {2} {3} {4}")
    @CsvSource({"0,50,100,200,250", "0.5,100,200,400,500", "0.999999999,149,299,599,749"})
    void waitsDoubleUpToTheLongest(double drawn, long first, long second, long third, long fourth) {
        VirtualFleet fleet = new VirtualFleet();
        RefreshRuntime runtime = new RefreshRuntime(fleet.clock, fleet.time, () -> now(fleet), () -> drawn, "one");
        List<Long> tries = new ArrayList<>();
        JitteredBackoff backoff = new JitteredBackoff(Duration.ofMillis(100), Duration.ofMillis(500), runtime);
        Mono.error(() -> new IllegalStateException("down"))
                .doOnSubscribe(again -> tries.add(now(fleet)))
                .retryWhen(backoff.always())
                .subscribe();
        fleet.advance(Duration.ofSeconds(2));
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < 5; i++) {
            waits.add(Duration.ofNanos(tries.get(i) - tries.get(i - 1)).toMillis());
        }
        assertThat(waits).containsExactly(first, second, third, fourth);
    }

    @Test
    void anOutageIsRiddenOutAlikeWhereChanceIs() {
        List<Long> once = outage("accounts.complete", new Random(7)::nextDouble);
        assertThat(once).as("a pair that is at risk").hasSizeGreaterThan(10);
        assertThat(outage("accounts.complete", new Random(7)::nextDouble)).isEqualTo(once);
        assertThat(outage("accounts.complete", new Random(8)::nextDouble)).isNotEqualTo(once);
    }

    @Test
    void theEndOfAnAttemptIsToldAlikeWhereChanceIs() {
        List<Long> once = outage("accounts.mark", new Random(7)::nextDouble);
        assertThat(once).as("a mark that the table does not take").hasSizeGreaterThan(3);
        assertThat(outage("accounts.mark", new Random(7)::nextDouble)).isEqualTo(once);
        assertThat(outage("accounts.mark", new Random(8)::nextDouble)).isNotEqualTo(once);
    }

    /** When the failing statement was sent, in nanoseconds. */
    private static List<Long> outage(String statement, DoubleSupplier random) {
        VirtualFleet fleet = new VirtualFleet();
        fleet.random = random;
        if (statement.equals("accounts.mark")) {
            fleet.refusing("invalid_grant", true);
        }
        List<Long> sent = new ArrayList<>();
        fleet.ports.bending(
                statement,
                work -> Mono.error(() -> new IllegalStateException("down")).doOnSubscribe(at -> sent.add(now(fleet))));
        fleet.instance().getAccessToken(fleet.expired()).subscribe(token -> {}, failure -> {});
        fleet.advance(LONG_OUTAGE);
        return sent;
    }

    private static long now(VirtualFleet fleet) {
        return fleet.time.now(TimeUnit.NANOSECONDS);
    }
}
