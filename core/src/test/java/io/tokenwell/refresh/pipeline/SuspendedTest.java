package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A machine that was suspended: its timers and its monotonic time stood still, the date and the others did not. */
class SuspendedTest {

    private final VirtualFleet fleet = new VirtualFleet();

    /** What only the machine that sleeps has: its date is that of the others, its other time is its own. */
    private final VirtualTimeScheduler own = VirtualTimeScheduler.create();

    private final RefreshingAccessTokenProvider sleeper = RefreshingAccessTokenProvider.builder()
            .repository(fleet.ports)
            .cache(fleet.ports)
            .lock(fleet.ports)
            .escrow(fleet.ports.hookedEscrow())
            .endpoint(account -> Mono.fromSupplier(() -> {
                fleet.redeemed.add("by the sleeper");
                return fleet.grant(9);
            }))
            .clock(fleet.clock)
            .scheduler(own, () -> own.now(TimeUnit.NANOSECONDS))
            .random(() -> 0.5)
            .build();

    private void awake(Duration span) {
        own.advanceTimeBy(span);
        fleet.advance(span);
    }

    private void asleep(Duration span) {
        fleet.advance(span);
    }

    @Test
    void aTokenThatOthersHaveUsedMeanwhileIsNotSent() {
        fleet.expired();
        fleet.ports.bending(
                "accounts.claim",
                work -> work.flatMap(
                        claim -> Mono.delay(Duration.ofMillis(50), own).thenReturn(claim)));
        var answer = sleeper.getAccessToken(VirtualFleet.ID).toFuture();
        awake(Duration.ofMillis(10));
        fleet.ports.hook(HookedPorts.Hook.NONE);
        asleep(Duration.ofSeconds(61));
        RefreshClaim others = VirtualFleet.now(fleet.ports.accounts.claimRefresh(
                new ClaimRequest(VirtualFleet.ID, "other/1", Duration.ofSeconds(30), Duration.ofSeconds(30))));
        assertThat(others.granted()).isTrue();
        awake(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).as("another is at it").isEmpty();
        assertThatThrownBy(() -> answer.getNow("hanging"))
                .as("a call that slept for a minute has waited for a minute")
                .hasCauseInstanceOf(TokenRefreshPendingException.class);
        VirtualFleet.now(fleet.ports.accounts.complete(
                others,
                others.account()
                        .credentials()
                        .with(fleet.grant(5).credentials())
                        .with(Map.of("_token_version", 8L))));
        assertThat(VirtualFleet.now(sleeper.getAccessToken(VirtualFleet.ID))).isEqualTo("at-5");
        assertThat(fleet.redeemed).isEmpty();
    }

    /** It sleeps between the answer and the row, for longer than others respect its claim. Whatever it does then, it has the pair. */
    @Test
    void whatItHasJustRedeemedItselfIsNotRedeemedAgainByAnotherWalk() {
        fleet.expired();
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.delay(Duration.ofMillis(50), own).then(work));
        var first = sleeper.getAccessToken(VirtualFleet.ID).toFuture();
        awake(Duration.ofMillis(10));
        assertThat(fleet.redeemed).hasSize(1);
        asleep(Duration.ofSeconds(61));
        var other = sleeper.replaceRejected(VirtualFleet.ID, "at-0").toFuture();
        awake(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).hasSize(1);
        assertThat(first.getNow("hanging")).isEqualTo("at-9");
        assertThat(other.getNow("hanging")).isEqualTo("at-9");
        assertThat(fleet.row().credentials().text("access_token")).contains("at-9");
    }

    /** It sleeps before the answer of the table: by then others may have replaced what it saved. */
    @Test
    void whatItSavedBeforeItSleptIsNotCachedOnceOthersHaveReplacedIt() {
        fleet.expired();
        fleet.ports.bending("accounts.complete", this::answeredLate);
        whatIsServedAfterTheSleep(sleeper.getAccessToken(VirtualFleet.ID));
    }

    @Test
    void aRowThatItAskedForBeforeItSleptIsNotCachedOnceOthersHaveReplacedIt() {
        fleet.stored(Duration.ofMinutes(59));
        fleet.ports.bending("accounts.find", this::answeredLate);
        whatIsServedAfterTheSleep(sleeper.getAccessToken(VirtualFleet.ID));
    }

    private <T> Mono<T> answeredLate(Mono<T> work) {
        return work.flatMap(answer -> Mono.delay(Duration.ofMillis(50), own).thenReturn(answer));
    }

    private void whatIsServedAfterTheSleep(Mono<String> token) {
        var answer = token.toFuture();
        awake(Duration.ofMillis(10));
        fleet.ports.hook(HookedPorts.Hook.NONE);
        asleep(Duration.ofSeconds(61));
        fleet.ports.accounts.save(fleet.row()
                .withCredentials(fleet.row()
                        .credentials()
                        .with(fleet.grant(5).credentials())
                        .with(Map.of("_token_version", fleet.clock.millis()))));
        awake(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-5");
        assertThat(VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY))).isNull();
    }
}
