package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers, one refresh. */
class ContentionTest {

    private static final Lease STRANGER = new Lease(VirtualFleet.KEY, "stranger");

    private final VirtualFleet fleet = new VirtualFleet();

    @Test
    void fiftyCallersOnEachOfFourInstancesMakeOneRedemption() {
        Account account = fleet.expired();
        List<CompletableFuture<String>> answers = callers(account);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.getNow("none")).isEqualTo("at-1"));
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void theSameWithTheLockOutOfOrderBecauseTheClaimDecides() {
        Account account = fleet.expired();
        fleet.ports.failing("lock.tryAcquire");
        List<CompletableFuture<String>> answers = callers(account);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.getNow("none")).isEqualTo("at-1"));
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    private List<CompletableFuture<String>> callers(Account account) {
        List<RefreshingAccessTokenProvider> instances =
                IntStream.range(0, 4).mapToObj(i -> fleet.instance()).toList();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        instances.forEach(instance -> IntStream.range(0, 50)
                .forEach(i -> answers.add(instance.getAccessToken(account).toFuture())));
        return answers;
    }

    @Test
    void waitsDoubleFromTwentyToOneHundredAndTwentyMillisecondsAndReEnterAtTheCache() {
        fleet.settings = withPatience(Duration.ZERO);
        Account account = fleet.stored(Duration.ofMinutes(1));
        VirtualFleet.now(fleet.ports.lock.tryAcquire(STRANGER, Duration.ofMinutes(1)));
        List<Long> looks = new ArrayList<>();
        fleet.ports.bending(
                "cache.get", work -> work.doOnSubscribe(look -> looks.add(fleet.time.now(TimeUnit.MILLISECONDS))));
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(looks).containsExactly(0L, 20L, 60L, 140L, 260L, 380L);
        assertThat(answer.getNow("none")).as("its own token is still valid").isEqualTo("at-0");
        assertThat(fleet.ports.count("cache.put"))
                .as("a waiter never writes the cache")
                .isZero();
    }

    @Test
    void aCallerWithoutAValidTokenHasPatience() {
        fleet.endpointLatency = Duration.ofSeconds(2);
        Account account = fleet.expired();
        var winner = fleet.instance().getAccessToken(account).toFuture();
        var waiter = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(3));
        assertThat(winner.getNow("none")).isEqualTo("at-1");
        assertThat(waiter.getNow("none")).isEqualTo("at-1");
    }

    @Test
    void patienceEndsWithAnErrorThatMayBeRetried() {
        fleet.settings = withPatience(Duration.ofSeconds(1));
        fleet.endpointLatency = Duration.ofSeconds(10);
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).subscribe();
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> answer.getNow("none"))
                .hasCauseInstanceOf(TokenRefreshPendingException.class)
                .hasMessageContaining("account 42");
    }

    @Test
    void aClaimHeldByAnotherIsWaitedForLikeTheLock() {
        Account account = fleet.expired();
        RefreshClaim other = VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "other", Duration.ofSeconds(30))));
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofMillis(90));
        assertThat(fleet.redeemed).isEmpty();
        fleet.ports.accounts.abandon(other).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("none")).isEqualTo("at-1");
    }

    @Test
    void countersTellContentionOncePerCallAndASamplePerWait() {
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).subscribe();
        RefreshingAccessTokenProvider waiting = fleet.instance();
        waiting.getAccessToken(account).subscribe();
        fleet.advance(Duration.ofSeconds(2));
        var counters = waiting.snapshotMetrics();
        assertThat(counters.lockContention()).isEqualTo(1);
        assertThat(counters.refreshRequests()).isEqualTo(1);
        assertThat(counters.lockWaitSamples()).isEqualTo(5);
        assertThat(counters.lockWaitTotalMs()).isEqualTo(380);
        assertThat(counters.lockWaitHit()).isEqualTo(1);
        assertThat(counters.refreshSuccess()).isZero();
    }

    private RefreshSettings withPatience(Duration patience) {
        return fleet.settings.toBuilder()
                .backoff(BackoffSettings.builder().maxWait(patience).build())
                .build();
    }
}
