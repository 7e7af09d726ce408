package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.micrometer.TokenwellMetrics;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** Each meter moves with what it is about. */
class MetersTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TokenwellMetrics metrics = new TokenwellMetrics(registry);
    private RefreshingAccessTokenProvider provider;

    @BeforeEach
    void measure() {
        fleet.observers.add(metrics);
        provider = fleet.instance();
    }

    private void called(Account account) {
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
    }

    private double counted(String meter, String... tags) {
        return registry.get(meter).tags(tags).counter().count();
    }

    private double level(String meter) {
        return registry.get(meter).gauge().value();
    }

    @Test
    void requestsByOutcome() {
        fleet.ports.near = true;
        Account account = fleet.expired();
        called(account);
        called(account);
        called(account);
        assertThat(counted("tokenwell.requests", "outcome", "refreshed")).isEqualTo(1);
        assertThat(counted("tokenwell.requests", "outcome", "near")).isEqualTo(2);
        assertThat(counted("tokenwell.requests", "outcome", "pending")).isZero();
    }

    @Test
    void refreshesByOutcomeAndCode() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.UNKNOWN, 503)));
        called(fleet.expired());
        fleet.advance(Duration.ofMinutes(5));
        fleet.refusing("invalid_grant", true);
        called(fleet.row());
        fleet.ports.failing("accounts.claim");
        called(fleet.stored(43, Duration.ofMinutes(-1)));
        fleet.ports.failing();
        fleet.answering(account -> Mono.just(fleet.grant(1)));
        called(fleet.stored(44, Duration.ofMinutes(-1)));
        assertThat(refreshes("unknown", "http_5xx")).isEqualTo(1);
        assertThat(refreshes("rejected", "invalid_grant")).isEqualTo(1);
        assertThat(refreshes("not_claimed", "storage")).isEqualTo(1);
        assertThat(refreshes("succeeded", "none")).isEqualTo(1);
    }

    private double refreshes(String outcome, String code) {
        return counted("tokenwell.refreshes", "platform", "openai", "outcome", outcome, "code", code);
    }

    @Test
    void redemptionTimeIsTheEndpointsEvenWhenItAnswersTooLate() {
        called(fleet.expired());
        assertThat(redeeming("succeeded")).isEqualTo(300);
        fleet.endpointLatency = Duration.ofSeconds(20);
        fleet.answering(account -> Mono.just(fleet.grant(2)));
        called(fleet.stored(43, Duration.ofMinutes(-1)));
        fleet.advance(Duration.ofSeconds(30));
        assertThat(redeeming("succeeded")).isEqualTo(20_300);
        assertThat(refreshes("unknown", "no_answer"))
                .as("what callers were told")
                .isEqualTo(1);
    }

    private double redeeming(String outcome) {
        return registry.get("tokenwell.redemption.time")
                .tags("platform", "openai", "outcome", outcome)
                .timer()
                .totalTime(TimeUnit.MILLISECONDS);
    }

    @Test
    void contentionOfTheLockAtEachTryAndTheTimeWaited() {
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), Duration.ofMinutes(1)));
        called(fleet.stored(Duration.ofMinutes(1)));
        assertThat(counted("tokenwell.contention", "held", "lock")).isEqualTo(6);
        assertThat(counted("tokenwell.contention", "held", "claim")).isZero();
        assertThat(registry.get("tokenwell.waits").timer().count()).isEqualTo(5);
        assertThat(registry.get("tokenwell.waits").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(380);
    }

    @Test
    void contentionOfTheClaim() {
        fleet.expired();
        VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "other", Duration.ofSeconds(30))));
        called(fleet.row());
        assertThat(counted("tokenwell.contention", "held", "claim")).isPositive();
        assertThat(counted("tokenwell.contention", "held", "lock")).isZero();
    }

    @Test
    void waitsAreMeasuredWhereAProcessStoodStill() {
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), Duration.ofMinutes(1)));
        provider.getAccessToken(fleet.stored(Duration.ofMinutes(1))).subscribe(token -> {}, failure -> {});
        fleet.stoodStill = Duration.ofSeconds(7);
        fleet.advance(Duration.ofMillis(20));
        assertThat(registry.get("tokenwell.waits").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(7_020);
        assertThat(provider.snapshotMetrics().lockWaitTotalMs())
                .as("the original's counter: as planned")
                .isEqualTo(20);
    }

    @Test
    void cooldownsStartedAndLasting() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.UNKNOWN, 503)));
        called(fleet.expired());
        assertThat(counted("tokenwell.cooldowns.started", "outcome_unknown", "true"))
                .isEqualTo(1);
        assertThat(counted("tokenwell.cooldowns.started", "outcome_unknown", "false"))
                .isZero();
        assertThat(level("tokenwell.cooldowns")).isEqualTo(1);
        assertThat(level("tokenwell.logins.needed")).isZero();
        fleet.advance(Duration.ofMinutes(1));
        assertThat(level("tokenwell.cooldowns")).isZero();
    }

    @Test
    void loginsNeededUntilOneWasMadeOrNobodyHasAskedForLong() {
        fleet.refusing("invalid_grant", true);
        called(fleet.expired());
        called(fleet.stored(43, Duration.ofMinutes(-1)));
        assertThat(level("tokenwell.logins.needed")).isEqualTo(2);
        assertThat(level("tokenwell.cooldowns")).isZero();
        VirtualFleet.now(provider.invalidate(fleet.row()));
        assertThat(level("tokenwell.logins.needed")).isEqualTo(1);
        fleet.advance(Duration.ofMinutes(11));
        assertThat(level("tokenwell.logins.needed")).isZero();
    }

    @Test
    void rotationsThatTheTableDoesNotTake() {
        fleet.ports.failing("accounts.complete");
        called(fleet.expired());
        assertThat(level("tokenwell.rotations.unsaved")).isEqualTo(1);
        assertThat(level("tokenwell.rotations.unshared")).isZero();
        assertThat(counted("tokenwell.events", "event", "rotation_at_risk")).isEqualTo(1);
        assertThat(counted("tokenwell.events", "event", "refreshed")).isZero();
        fleet.ports.failing();
        fleet.advance(Duration.ofSeconds(2));
        assertThat(level("tokenwell.rotations.unsaved")).isZero();
        assertThat(counted("tokenwell.events", "event", "rotation_saved")).isEqualTo(1);
    }

    @Test
    void rotationsInMemoryOnly() {
        fleet.ports.failing("accounts.complete", "escrow.keep");
        called(fleet.expired());
        assertThat(level("tokenwell.rotations.unshared")).isEqualTo(1);
    }

    @Test
    void workUnderWayOfAllProvidersTogether() {
        provider.getAccessToken(fleet.expired()).subscribe(token -> {}, failure -> {});
        fleet.instance("two")
                .getAccessToken(fleet.stored(43, Duration.ofMinutes(-1)))
                .subscribe(token -> {}, failure -> {});
        assertThat(level("tokenwell.work")).isEqualTo(2);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(level("tokenwell.work")).isZero();
    }

    @Test
    void eventsThatASlowListenerLost() {
        provider.events().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}
        });
        fleet.refusing("temporarily_unavailable", false);
        fleet.endpointLatency = Duration.ZERO;
        for (int id = 100; id < 2_000; id++) {
            provider.getAccessToken(fleet.stored(id, Duration.ofMinutes(-1))).subscribe(token -> {}, failure -> {});
            fleet.advance(Duration.ofMillis(1));
        }
        assertThat(counted("tokenwell.events", "event", "cooling_down")).isEqualTo(1_900);
        assertThat(counted("tokenwell.events.unheard", "event", "cooling_down")).isBetween(400.0, 900.0);
    }
}
