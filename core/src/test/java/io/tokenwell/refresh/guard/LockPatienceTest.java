package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.spi.AccountChange.Kind;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A lock whose holder died, or whose release got lost, is respected for about a second: then the claim is asked. */
class LockPatienceTest {

    private static final Duration LIFE_OF_THE_LOCK = Duration.ofSeconds(30);

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<String> answers = new ArrayList<>();

    private void orphanedLock() {
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(VirtualFleet.KEY, "dead"), LIFE_OF_THE_LOCK));
    }

    private void claimHeld() {
        VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "other", LIFE_OF_THE_LOCK)));
    }

    private void calling(RefreshingAccessTokenProvider instance, Account account) {
        instance.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .subscribe(answers::add);
    }

    @Test
    void aHolderThatDiedAfterItHadStoredItsTokenHoldsNobodyUp() {
        Account before = fleet.expired();
        orphanedLock();
        fleet.ports.accounts.save(before.withCredentials(before.credentials()
                .with(Map.of(
                        "access_token",
                        "at-stored",
                        "expires_at",
                        fleet.clock.instant().plus(Duration.ofHours(1)).toString(),
                        "_token_version",
                        8L))));
        calling(fleet.instance(), before);
        fleet.advance(Duration.ofMillis(1_300));
        assertThat(answers).containsExactly("at-stored");
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.ports.count("lock.release")).as("not its lock to free").isZero();
    }

    @Test
    void aHolderThatDiedBeforeItsClaimHoldsNobodyUpAndAFleetRedeemsOnce() {
        Account account = fleet.expired();
        orphanedLock();
        for (int i = 0; i < 4; i++) {
            RefreshingAccessTokenProvider instance = fleet.instance();
            for (int caller = 0; caller < 50; caller++) {
                calling(instance, account);
            }
        }
        fleet.advance(Duration.ofMillis(1_700));
        assertThat(answers).hasSize(200).containsOnly("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void aHolderThatLivesIsWaitedForAndItsClaimAskedForOnceASecond() {
        Account account = fleet.expired();
        orphanedLock();
        claimHeld();
        RefreshingAccessTokenProvider instance = fleet.instance();
        for (int caller = 0; caller < 100; caller++) {
            calling(instance, account);
        }
        fleet.advance(Duration.ofSeconds(10));
        assertThat(fleet.ports.count("accounts.claim")).isBetween(7L, 10L);
        assertThat(answers).isEmpty();
    }

    /** Calls about rejected tokens do not share the work of the others. */
    @Test
    void oneCallOfAProcessAsksAtATime() {
        Account account = fleet.stored(Duration.ofMinutes(1));
        orphanedLock();
        fleet.ports.bending("accounts.claim", work -> Mono.never());
        RefreshingAccessTokenProvider instance = fleet.instance();
        fleet.ports.accounts.save(account.withCredentials(account.credentials().with(Map.of("access_token", "at-x"))));
        for (int rejected = 0; rejected < 20; rejected++) {
            instance.replaceRejected(account, "at-x" + " ".repeat(rejected)).subscribe(answers::add, failure -> {});
        }
        instance.getAccessToken(fleet.expired()).subscribe(answers::add, failure -> {});
        fleet.advance(Duration.ofSeconds(3));
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(1);
    }

    @Test
    void wordThatTheLockHasMovedIsWordOfAHolderThatLives() {
        fleet.ports.announcing = true;
        Account account = fleet.expired();
        orphanedLock();
        calling(fleet.instance(), account);
        for (int second = 0; second < 10; second++) {
            fleet.advance(Duration.ofMillis(900));
            fleet.ports.tell(VirtualFleet.KEY, Kind.LOCK);
        }
        assertThat(fleet.ports.count("accounts.claim")).isZero();
    }

    @Test
    void theTimeThatStoresTakeIsPartOfPatience() {
        Account account = fleet.expired();
        orphanedLock();
        claimHeld();
        fleet.ports.bending(
                "lock.tryAcquire",
                work -> Mono.delay(Duration.ofMillis(900), fleet.time).then(work));
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(19));
        assertThat(answer).isNotDone();
        fleet.advance(Duration.ofSeconds(3));
        assertThatThrownBy(() -> answer.getNow("none")).hasCauseInstanceOf(TokenRefreshPendingException.class);
        assertThat(fleet.time.now(TimeUnit.SECONDS)).isEqualTo(22);
    }

    @Test
    void itIsASetting() {
        fleet.settings = fleet.settings.toBuilder()
                .backoff(BackoffSettings.builder()
                        .lockPatience(Duration.ofSeconds(5))
                        .build())
                .build();
        orphanedLock();
        calling(fleet.instance(), fleet.expired());
        fleet.advance(Duration.ofMillis(4_900));
        assertThat(fleet.ports.count("accounts.claim")).isZero();
        fleet.advance(Duration.ofMillis(300));
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(1);
        assertThatThrownBy(() ->
                        BackoffSettings.builder().lockPatience(Duration.ZERO).build())
                .hasMessageContaining("lockPatience");
    }
}
