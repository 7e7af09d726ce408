package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.model.ForcedRefreshes;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Rejections beside each other, beside plain calls, and on several instances: one redemption, and everybody is answered. */
class RejectedRacesTest {

    private static final Duration VALID = Duration.ofHours(1);

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    private Disposable listening(Mono<String> call) {
        return call.onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .subscribe(answers::add);
    }

    private void listening(RefreshingAccessTokenProvider instance, Account account, String rejected) {
        listening(instance.replaceRejected(account, rejected));
    }

    @Test
    void aThousandRejectionsOnTwoInstancesAreOneRedemption() {
        Account account = fleet.stored(VALID);
        List<RefreshingAccessTokenProvider> two = List.of(fleet.instance("a"), fleet.instance("b"));
        IntStream.range(0, 1_000).forEach(caller -> listening(two.get(caller % 2), account, "at-0"));
        assertThat(two).allSatisfy(each -> assertThat(each.workUnderWay()).isEqualTo(1));
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers).hasSize(1_000).containsOnly("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(two).allSatisfy(each -> assertThat(each.workUnderWay()).isZero());
    }

    @Test
    void theSameWithoutALockBecauseTheClaimDecides() {
        fleet.ports.failing("lock.tryAcquire");
        Account account = fleet.stored(VALID);
        List<RefreshingAccessTokenProvider> two = List.of(fleet.instance("a"), fleet.instance("b"));
        IntStream.range(0, 100).forEach(caller -> listening(two.get(caller % 2), account, "at-0"));
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers).hasSize(100).containsOnly("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void rejectionsDuringAPlainRefreshWaitForItsToken() {
        fleet.ports.announcing = true;
        Account account = fleet.stored(Duration.ofMinutes(1));
        RefreshingAccessTokenProvider one = fleet.instance("a");
        listening(one.getAccessToken(account));
        fleet.advance(Duration.ofMillis(100));
        listening(one, account, "at-0");
        listening(fleet.instance("b"), account, "at-0");
        fleet.advance(Duration.ofMillis(201));
        assertThat(answers).hasSize(3).containsOnly("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.row().credentials().asMap()).doesNotContainKey(ForcedRefreshes.COUNT);
    }

    /** A caller that has a valid token gives up after some tenths of a second: this one has none. */
    @Test
    void aRejectedCallerHasThePatienceOfOneWithoutAToken() {
        fleet.endpointLatency = Duration.ofSeconds(8);
        Account account = fleet.stored(VALID);
        listening(fleet.instance("a"), account, "at-0");
        listening(fleet.instance("b"), account, "at-0");
        fleet.advance(Duration.ofSeconds(9));
        assertThat(answers).containsExactly("at-1", "at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void plainCallsAreServedMeanwhile() {
        fleet.endpointLatency = Duration.ofSeconds(5);
        Account account = fleet.stored(VALID);
        RefreshingAccessTokenProvider one = fleet.instance();
        listening(one, account, "at-0");
        fleet.advance(Duration.ofMillis(10));
        assertThat(VirtualFleet.now(one.getAccessToken(account))).isEqualTo("at-0");
    }

    @Test
    void aLateRejectionOfAnOldTokenGetsTheNewOne() {
        Account account = fleet.stored(VALID);
        RefreshingAccessTokenProvider one = fleet.instance();
        listening(one, account, "at-0");
        fleet.advance(Duration.ofSeconds(1));
        VirtualFleet.now(fleet.ports.cache.evict(VirtualFleet.KEY));
        listening(one, account, "at-0");
        assertThat(answers).containsExactly("at-1", "at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void rejectionsOfTheOldAndTheNewTokenAtOnceMakeOneRedemption() {
        fleet.ports.announcing = true;
        Account account = fleet.stored(VALID);
        RefreshingAccessTokenProvider one = fleet.instance();
        listening(one, account, "at-0");
        fleet.advance(Duration.ofSeconds(1));
        VirtualFleet.now(fleet.ports.cache.evict(VirtualFleet.KEY));
        fleet.ports.bending(
                "cache.get",
                work -> Mono.delay(Duration.ofMillis(1), fleet.time).then(work));
        listening(one, account, "at-0");
        listening(one, account, "at-1");
        assertThat(one.workUnderWay()).isEqualTo(2);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).containsExactly("at-1", "at-1", "at-2");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-1");
    }

    /** Both are held up by a stranger, and both must hear of the token that ends it. */
    @Test
    void callsForTwoTokensOfOneAccountAreBothWoken() {
        fleet.ports.announcing = true;
        Account account = fleet.expired();
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), Duration.ofMinutes(1)));
        RefreshingAccessTokenProvider one = fleet.instance();
        for (String rejected : List.of("at-0", "older")) {
            listening(one.replaceRejected(account, rejected)
                    .map(token -> token + "@" + fleet.time.now(TimeUnit.MILLISECONDS)));
        }
        fleet.advance(Duration.ofMillis(601));
        VirtualFleet.now(fleet.ports.put(VirtualFleet.KEY, new CachedToken(Secret.of("at-5"), 9, null), VALID));
        assertThat(answers).containsExactly("at-5@601", "at-5@601");
    }

    @Test
    void aHeldLockIsWaitedForAndTheClaimAsWell() {
        Account account = fleet.stored(VALID);
        Lease stranger = new Lease(VirtualFleet.KEY, "stranger");
        VirtualFleet.now(fleet.ports.lock.tryAcquire(stranger, Duration.ofMinutes(1)));
        var claim = VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "other", Duration.ofSeconds(30))));
        listening(fleet.instance(), account, "at-0");
        fleet.advance(Duration.ofMillis(500));
        VirtualFleet.now(fleet.ports.lock.release(stranger).thenReturn(true));
        fleet.advance(Duration.ofMillis(500));
        assertThat(fleet.redeemed).isEmpty();
        VirtualFleet.now(fleet.ports.accounts.abandon(claim));
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).containsExactly("at-1");
    }

    @Test
    void aLockThatIsNeverFreedIsAnErrorThatMayBeRetried() {
        Account account = fleet.stored(VALID);
        Duration minute = Duration.ofMinutes(1);
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), minute));
        VirtualFleet.now(fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "stranger", minute)));
        listening(fleet.instance(), account, "at-0");
        fleet.advance(Duration.ofSeconds(25));
        assertThat(answers).containsExactly(TokenRefreshPendingException.class.getSimpleName());
    }

    @Test
    void whoeverLeavesLeavesTheWorkToTheOthers() {
        Account account = fleet.stored(VALID);
        RefreshingAccessTokenProvider one = fleet.instance();
        Disposable first = listening(one.replaceRejected(account, "at-0"));
        listening(one, account, "at-0");
        fleet.advance(Duration.ofMillis(100));
        first.dispose();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).containsExactly("at-1");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void aClosingProviderWaitsForThem() {
        Account account = fleet.stored(VALID);
        RefreshingAccessTokenProvider one = fleet.instance();
        listening(one.replaceRejected(account, "at-0")).dispose();
        var cut = one.close(Duration.ofMillis(100)).toFuture();
        var closed = one.close(Duration.ofSeconds(5)).toFuture();
        fleet.advance(Duration.ofMillis(299));
        assertThat(cut.getNow(null).awaited()).containsExactly(VirtualFleet.ID);
        assertThat(closed).isNotDone();
        fleet.advance(Duration.ofMillis(10));
        assertThat(closed.getNow(null).clean()).isTrue();
    }
}
