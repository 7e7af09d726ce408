package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Between the end of the waiting and the answer: what comes then is found, and what ends then is not the end. */
class LastLookTest {

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final List<String> answers = new ArrayList<>();

    private void calling(RefreshingAccessTokenProvider instance, Account account) {
        instance.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.toString()))
                .subscribe(answers::add);
    }

    @Test
    void aTokenThatEndsWhileTheCallGivesUpIsAReasonToGoOn() {
        for (int life = 300; life < 600; life += 10) {
            VirtualFleet fleet = new VirtualFleet();
            fleet.endpointLatency = SLOW;
            fleet.ports.bending(
                    "accounts.find",
                    work -> Mono.delay(Duration.ofMillis(50), fleet.time).then(work));
            Account account = fleet.stored(Duration.ofMillis(life));
            fleet.instance().getAccessToken(account).subscribe();
            calling(fleet.instance(), account);
            fleet.advance(Duration.ofSeconds(3));
        }
        assertThat(answers).hasSize(30).containsOnly("at-0", "at-1");
    }

    /** A pair that the table has not taken is nowhere else. */
    @Test
    void aTokenThatIsPublishedDuringTheLastReadIsFound() {
        VirtualFleet fleet = new VirtualFleet();
        fleet.settings = fleet.settings.toBuilder()
                .backoff(BackoffSettings.builder().maxWait(Duration.ZERO).build())
                .build();
        Account account = fleet.expired();
        held(fleet);
        CachedToken published =
                new CachedToken(Secret.of("at-1"), 8, fleet.clock.instant().plusSeconds(600));
        fleet.ports.bending(
                "accounts.find",
                work -> fleet.ports
                        .cache
                        .put(VirtualFleet.KEY, published, Duration.ofMinutes(5))
                        .then(work));
        RefreshingAccessTokenProvider instance = fleet.instance();
        calling(instance, account);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).containsExactly("at-1");
        assertThat(instance.snapshotMetrics().lockWaitHit()).isEqualTo(1);
        assertThat(instance.snapshotMetrics().lockWaitMiss()).isZero();
    }

    @Test
    void whoeverGivesUpForGoodIsCountedOnce() {
        VirtualFleet fleet = new VirtualFleet();
        Account account = fleet.stored(Duration.ofMillis(390));
        held(fleet);
        fleet.ports.bending(
                "accounts.find",
                work -> Mono.delay(Duration.ofMillis(50), fleet.time).then(work));
        RefreshingAccessTokenProvider instance = fleet.instance();
        calling(instance, account);
        fleet.advance(Duration.ofSeconds(22));
        assertThat(answers).singleElement().asString().contains("another is refreshing it");
        assertThat(instance.snapshotMetrics().lockWaitMiss()).isEqualTo(1);
        assertThat(instance.snapshotMetrics().lockContention()).isEqualTo(1);
    }

    /** Time goes by between any two looks at it. */
    @Test
    void patienceThatEndsThisVeryMomentEndsInATypedError() {
        for (int patience = 380; patience < 680; patience++) {
            VirtualFleet fleet = new VirtualFleet();
            fleet.settings = fleet.settings.toBuilder()
                    .backoff(BackoffSettings.builder()
                            .maxWait(Duration.ofMillis(patience))
                            .build())
                    .build();
            fleet.tick = Duration.ofMillis(3);
            fleet.ports.bending(
                    "accounts.find",
                    work -> Mono.delay(Duration.ofMillis(50), fleet.time).then(work));
            Account account = fleet.stored(Duration.ofMillis(390));
            held(fleet);
            calling(fleet.instance(), account);
            fleet.advance(Duration.ofSeconds(3));
        }
        assertThat(answers)
                .hasSize(300)
                .allSatisfy(answer -> assertThat(answer).startsWith(TokenRefreshPendingException.class.getName()));
    }

    private static void held(VirtualFleet fleet) {
        Duration minute = Duration.ofMinutes(1);
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "other"), minute));
        VirtualFleet.now(fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "other", minute)));
    }
}
