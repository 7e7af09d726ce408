package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.refresh.HookedPorts.Hook;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Callers leave at every moment of a refresh; the refresh goes on. */
class CancellationTest {

    private final VirtualFleet fleet = new VirtualFleet();

    @Test
    void aCallerThatLeavesAtAnyMillisecondLosesNothing() {
        for (int leaveAfter = 0; leaveAfter < 130; leaveAfter++) {
            VirtualFleet fresh = new VirtualFleet();
            leaveDuringRefresh(fresh, Duration.ofMillis(leaveAfter));
            assertSettled(fresh, "left after " + leaveAfter + " ms");
        }
    }

    /** Every operation takes 10 ms, the endpoint 30. */
    private static void leaveDuringRefresh(VirtualFleet fleet, Duration moment) {
        fleet.endpointLatency = Duration.ofMillis(20);
        fleet.ports.hook(new Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return Mono.delay(Duration.ofMillis(10), fleet.time).then(work);
            }
        });
        RefreshingAccessTokenProvider provider = fleet.instance();
        Disposable caller = provider.getAccessToken(fleet.expired()).subscribe();
        fleet.advance(moment);
        caller.dispose();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(provider.workUnderWay()).isZero();
    }

    private static void assertSettled(VirtualFleet fleet, String moment) {
        Account row = fleet.row();
        assertThat(row.credentials().refreshToken()).as(moment).isEqualTo(Optional.of(Secret.of("rt-1")));
        assertThat(row.credentials().text("note")).as(moment).contains("keep-me");
        assertThat(fleet.lockIsFree()).as("lock, " + moment).isTrue();
        assertThat(fleet.claimIsFree()).as("claim, " + moment).isTrue();
        assertThat(fleet.redeemed).as(moment).containsExactly("rt-0");
    }

    @Test
    void aCallerThatLeavesDoesNotDisturbTheOthers() {
        Account account = fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance();
        Disposable leaving = provider.getAccessToken(account).subscribe();
        var staying = provider.getAccessToken(account).toFuture();
        fleet.advance(Duration.ofMillis(100));
        leaving.dispose();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(staying.getNow("none")).isEqualTo("at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 100, 290})
    void aCallersTimeoutIsItsOwn(long millis) {
        Account account = fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance();
        var impatient = provider.getAccessToken(account)
                .timeout(Duration.ofMillis(millis), fleet.time)
                .onErrorReturn("timed out")
                .toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(impatient.getNow("none")).isEqualTo("timed out");
        assertThat(VirtualFleet.now(provider.getAccessToken(account))).isEqualTo("at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }
}
