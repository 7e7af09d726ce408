package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Callers of other instances end their wait when the store announces what they wait for. */
class AccountSignalTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    AccountSignalTest() {
        fleet.ports.announcing = true;
        fleet.sharedCooldown = true;
    }

    private void calling(RefreshingAccessTokenProvider instance, Account account) {
        instance.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .subscribe(answer -> answers.add(answer + "@" + fleet.time.now(TimeUnit.MILLISECONDS)));
    }

    @Test
    void anAnnouncedTokenEndsTheWaitAtOnce() {
        Account account = fleet.expired();
        calling(fleet.instance(), account);
        calling(fleet.instance(), account);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers).containsExactly("at-1@300", "at-1@300");
    }

    @Test
    void withoutAnnouncementsTheOriginalsTimingHolds() {
        fleet.ports.announcing = false;
        Account account = fleet.expired();
        calling(fleet.instance(), account);
        calling(fleet.instance(), account);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers).containsExactly("at-1@300", "at-1@380");
    }

    @Test
    void theTimeWaitedIsCountedAsItWas() {
        Account account = fleet.expired();
        calling(fleet.instance(), account);
        RefreshingAccessTokenProvider waiting = fleet.instance();
        calling(waiting, account);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(waiting.snapshotMetrics().lockWaitTotalMs()).isEqualTo(300);
        assertThat(waiting.snapshotMetrics().lockWaitHit()).isEqualTo(1);
    }

    @Test
    void manyCallersOfOneInstanceMakeOneReadWhenTheyAreWoken() {
        Account account = fleet.expired();
        calling(fleet.instance(), account);
        RefreshingAccessTokenProvider waiting = fleet.instance();
        for (int caller = 0; caller < 1_000; caller++) {
            calling(waiting, account);
        }
        fleet.advance(Duration.ofMillis(299));
        fleet.ports.operations.clear();
        fleet.advance(Duration.ofMillis(2));
        assertThat(answers).hasSize(1_001).containsOnly("at-1@300");
        assertThat(fleet.ports.count("cache.get")).isEqualTo(1);
    }

    @Test
    void whatIsAnnouncedDuringALookEndsTheWaitThatFollows() {
        Account account = fleet.expired();
        Lease stranger = new Lease(VirtualFleet.KEY, "stranger");
        VirtualFleet.now(fleet.ports.lock.tryAcquire(stranger, Duration.ofMinutes(1)));
        fleet.ports.bending(
                "lock.tryAcquire",
                work -> Mono.delay(Duration.ofMillis(5), fleet.time).then(work));
        List<Long> looks = new ArrayList<>();
        calling(fleet.instance(), account);
        fleet.advance(Duration.ofMillis(1));
        fleet.ports.tell(VirtualFleet.KEY, Kind.TOKEN);
        fleet.ports.bending(
                "cache.get", work -> work.doOnSubscribe(look -> looks.add(fleet.time.now(TimeUnit.MILLISECONDS))));
        fleet.advance(Duration.ofMillis(10));
        assertThat(looks).containsExactly(5L);
    }

    @Test
    void aCooldownEndsTheWaitAndIsReadWithoutTheLock() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        Account account = fleet.expired();
        calling(fleet.instance(), account);
        calling(fleet.instance(), account);
        fleet.advance(Duration.ofMillis(299));
        fleet.ports.operations.clear();
        fleet.advance(Duration.ofMillis(1));
        assertThat(answers).containsExactlyInAnyOrder("TokenEndpointException@300", "TokenRefreshPendingException@300");
        assertThat(fleet.ports.operations).contains("cooldown.find").doesNotContain("lock.tryAcquire");
    }

    @Test
    void aFreedLockShortensTheWaitToAFirstOne() {
        fleet.refusing("invalid_grant", true);
        Account account = fleet.expired();
        calling(fleet.instance(), account);
        calling(fleet.instance(), account);
        fleet.advance(Duration.ofMillis(321));
        String refused = ReauthorizationRequiredException.class.getSimpleName();
        assertThat(answers).containsExactly(refused + "@300", refused + "@320");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void theWordOfItsOwnReleaseEndsNoWait() {
        assertThat(claimsAsked(1, true)).isEqualTo(claimsAsked(1, false));
    }

    @Test
    void norDoesThatOfOthersWhoWaitForTheSameClaim() {
        assertThat(claimsAsked(8, true)).isLessThanOrEqualTo(claimsAsked(8, false) * 11 / 10);
    }

    /** The lock is free, as after Redis has lost it, and the claim is held. */
    private static long claimsAsked(int instances, boolean announcing) {
        VirtualFleet world = new VirtualFleet();
        world.ports.announcing = announcing;
        world.random = new Random(7)::nextDouble;
        world.ports.bending(
                "accounts.claim",
                work -> Mono.delay(Duration.ofMillis(5), world.time).then(work));
        Account account = world.expired();
        VirtualFleet.now(
                world.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "other", Duration.ofSeconds(30))));
        for (int i = 0; i < instances; i++) {
            world.instance().getAccessToken(account).subscribe(token -> {}, failure -> {});
        }
        world.advance(Duration.ofSeconds(5));
        return world.ports.count("accounts.claim");
    }

    @Test
    void wordOfAnotherAccountWakesNobody() {
        Account account = fleet.expired();
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "stranger"), Duration.ofMinutes(1)));
        calling(fleet.instance(), account);
        fleet.ports.operations.clear();
        for (Kind kind : Kind.values()) {
            fleet.ports.tell(new AccountKey(43), kind);
        }
        fleet.advance(Duration.ofMillis(19));
        assertThat(fleet.ports.operations).isEmpty();
    }

    @Test
    void aClosedProviderListensNoMore() {
        RefreshingAccessTokenProvider instance = fleet.instance();
        assertThat(fleet.ports.listeners()).isEqualTo(1);
        instance.close(Duration.ofSeconds(1)).subscribe();
        assertThat(fleet.ports.listeners()).isZero();
    }
}
