package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.Throwing;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.RefreshMode;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RequestOutcome;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** An observer hears of every call once, with where its token came from or why it has none. */
class RequestOutcomesTest {

    private static final Lease STRANGER = new Lease(VirtualFleet.KEY, "stranger");

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<RequestOutcome> heard = new ArrayList<>();
    private RefreshingAccessTokenProvider provider;

    @BeforeEach
    void observe() {
        fleet.observers.add(new RefreshObserver() {
            @Override
            public void onRequest(RequestOutcome outcome) {
                heard.add(outcome);
            }
        });
        provider = fleet.instance();
    }

    private void called(@Nullable Account account) {
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
    }

    @Test
    void aStoredTokenThenTheCacheThenWhatThisProcessKnows() {
        Account account = fleet.stored(Duration.ofHours(1));
        called(account);
        called(account);
        fleet.ports.near = true;
        called(account);
        assertThat(heard).containsExactly(RequestOutcome.STORED, RequestOutcome.CACHE, RequestOutcome.NEAR);
    }

    @Test
    void whoRefreshesAndWhoJoinsIt() {
        Account account = fleet.expired();
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        provider.getAccessToken(VirtualFleet.ID).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
        assertThat(heard).containsExactlyInAnyOrder(RequestOutcome.REFRESHED, RequestOutcome.SHARED);
    }

    @Test
    void whoWaitsForAnotherInstance() {
        Account account = fleet.expired();
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        fleet.instance("two").getAccessToken(account).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
        assertThat(heard).containsExactlyInAnyOrder(RequestOutcome.REFRESHED, RequestOutcome.WAITED);
    }

    @Test
    void aTokenThatAnotherBroughtBetweenTheLookAndTheLockIsFromTheCache() {
        fleet.endpointLatency = Duration.ZERO;
        Account account = fleet.expired();
        RefreshingAccessTokenProvider faster = fleet.instance("two");
        fleet.ports.bending(
                "lock.tryAcquire",
                lock -> Mono.defer(() -> {
                            fleet.ports.failing();
                            return faster.getAccessToken(account);
                        })
                        .then(lock));
        called(account);
        assertThat(heard).containsExactlyInAnyOrder(RequestOutcome.REFRESHED, RequestOutcome.CACHE);
    }

    @Test
    void aTokenThatIsStillValidAfterAFailedRefreshIsAFallback() {
        fleet.refusing("temporarily_unavailable", false);
        called(fleet.stored(Duration.ofMinutes(1)));
        assertThat(heard).containsExactly(RequestOutcome.FALLBACK);
    }

    /** The pair was rotated, but the token that is handed out is the old one. */
    @Test
    void theOldTokenAfterAnAnswerWithoutOneIsAFallback() {
        fleet.answering(account -> Mono.just(new TokenGrant(Map.of("refresh_token", "rt-new"))));
        called(fleet.stored(Duration.ofMinutes(1)));
        assertThat(heard).containsExactly(RequestOutcome.FALLBACK);
    }

    /** What was redeemed lost against it. */
    @Test
    void theTokenOfALoginThatCameMeanwhileIsStored() {
        provider.getAccessToken(fleet.expired()).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofMillis(100));
        Map<String, @Nullable Object> login = Map.of(
                "access_token",
                "at-login",
                "refresh_token",
                "rt-login",
                "expires_at",
                fleet.clock.instant().plus(Duration.ofHours(1)).toString(),
                "_token_version",
                8L);
        fleet.ports.accounts.save(Account.active(VirtualFleet.ID, "openai", Credentials.of(login)));
        fleet.advance(Duration.ofSeconds(2));
        assertThat(heard).containsExactly(RequestOutcome.STORED);
    }

    @Test
    void aTokenThatIsStillValidAfterWaitingInVainIsAFallback() {
        VirtualFleet.now(fleet.ports.lock.tryAcquire(STRANGER, Duration.ofMinutes(1)));
        called(fleet.stored(Duration.ofMinutes(1)));
        assertThat(heard).containsExactly(RequestOutcome.FALLBACK);
    }

    @Test
    void aCallerThatLeavesIsHeardOfOnceAndTheNextOneJoins() {
        Account account = fleet.expired();
        Disposable leaving = provider.getAccessToken(account).subscribe();
        leaving.dispose();
        leaving.dispose();
        called(account);
        assertThat(heard).containsExactly(RequestOutcome.CANCELLED, RequestOutcome.SHARED);
    }

    /** As operators do that want one value. */
    @Test
    void aCallerThatLeavesWithTheAnswerInHandIsCountedOnce() {
        provider.getAccessToken(fleet.stored(Duration.ofHours(1))).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(String token) {
                cancel();
            }
        });
        assertThat(heard).containsExactly(RequestOutcome.STORED);
    }

    @Test
    void callsForAnotherTokenThanARejectedOneCountAlike() {
        Account account = fleet.stored(Duration.ofHours(1));
        replaced(account, "at-0");
        replaced(account, "at-0");
        fleet.ports.near = true;
        replaced(account, "at-0");
        replaced(account, " ");
        replaced(null, "at-0");
        assertThat(heard)
                .containsExactly(
                        RequestOutcome.REFRESHED,
                        RequestOutcome.CACHE,
                        RequestOutcome.NEAR,
                        RequestOutcome.INVALID_ACCOUNT,
                        RequestOutcome.INVALID_ACCOUNT);
    }

    private void replaced(@Nullable Account account, String rejected) {
        provider.replaceRejected(account, rejected).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
    }

    @Test
    void aTokenWhoseRefreshRunsBehind() {
        fleet.settings = fleet.settings.toBuilder()
                .freshness(fleet.settings.freshness().toBuilder()
                        .mode(RefreshMode.BACKGROUND)
                        .build())
                .build();
        provider = fleet.instance("background");
        called(fleet.stored(Duration.ofMinutes(2)));
        assertThat(heard).containsExactly(RequestOutcome.BEHIND);
    }

    @Test
    void failuresByKind() {
        fleet.refusing("temporarily_unavailable", false);
        called(fleet.expired());
        called(fleet.row());
        fleet.refusing("invalid_grant", true);
        fleet.advance(Duration.ofMinutes(10));
        called(fleet.row());
        fleet.ports.failing("accounts.claim");
        called(fleet.stored(43, Duration.ofMinutes(-1)));
        called(Account.active(44, "nobody", Credentials.of(Map.of())));
        called(null);
        provider.getAccessToken(45).subscribe(token -> {}, failure -> {});
        assertThat(heard)
                .containsExactly(
                        RequestOutcome.ENDPOINT_FAILED,
                        RequestOutcome.PENDING,
                        RequestOutcome.LOGIN_REQUIRED,
                        RequestOutcome.STORAGE_FAILED,
                        RequestOutcome.INVALID_ACCOUNT,
                        RequestOutcome.INVALID_ACCOUNT,
                        RequestOutcome.ACCOUNT_NOT_FOUND);
    }

    @Test
    void whatIsNoneOfOursIsUnexpected() {
        assertThat(RequestOutcome.of(new IllegalStateException("planted"))).isEqualTo(RequestOutcome.UNEXPECTED);
    }

    @Test
    void anObserverThatThrowsChangesNothingAndTheNextHearsAllTheSame() {
        fleet.observers.add(0, new Throwing());
        provider = fleet.instance("three");
        fleet.ports.near = true;
        Account account = fleet.expired();
        called(account);
        called(account);
        assertThat(heard).containsExactly(RequestOutcome.REFRESHED, RequestOutcome.NEAR);
        assertThat(VirtualFleet.now(provider.getAccessToken(account))).isEqualTo("at-1");
    }
}
