package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshMode;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Inside the skew the valid token is served at once, and its refresh runs behind. */
class BackgroundModeTest {

    private static final Duration INSIDE_THE_SKEW = Duration.ofMinutes(2);

    private final VirtualFleet fleet = fleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private static VirtualFleet fleet() {
        VirtualFleet fleet = new VirtualFleet();
        fleet.settings = fleet.settings.toBuilder()
                .freshness(fleet.settings.freshness().toBuilder()
                        .mode(RefreshMode.BACKGROUND)
                        .build())
                .build();
        return fleet;
    }

    /** What a caller has without any time passing. */
    private String atOnce(Account account) {
        return provider.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture()
                .getNow("waits");
    }

    @Test
    void callersWaitUnlessToldOtherwise() {
        assertThat(FreshnessSettings.defaults().mode()).isEqualTo(RefreshMode.FOREGROUND);
        fleet.settings = RefreshSettings.defaults();
        Account account = fleet.stored(INSIDE_THE_SKEW);
        assertThat(fleet.instance("waiting").getAccessToken(account).toFuture().getNow("waits"))
                .isEqualTo("waits");
    }

    @Test
    void aValidTokenIsServedAtOnceAndTheNextOneFollows() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(fleet.endpointLatency);
        assertThat(atOnce(account)).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.lockIsFree()).isTrue();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void callersOfOneRefreshCostTwoStatementsAndOneReadOfTheRow() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        for (int call = 0; call < 100; call++) {
            assertThat(atOnce(account)).isEqualTo("at-0");
        }
        fleet.advance(fleet.endpointLatency);
        assertThat(fleet.ports.operations.stream().filter(operation -> operation.startsWith("accounts.")))
                .containsExactlyInAnyOrder("accounts.find", "accounts.claim", "accounts.complete");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void oneRefreshRunsAtATimeEvenWithoutCache() {
        fleet.ports.failing("cache.get");
        Account account = fleet.stored(INSIDE_THE_SKEW);
        for (int call = 0; call < 10; call++) {
            assertThat(atOnce(account)).isEqualTo("at-0");
        }
        assertThat(fleet.ports.count("lock.tryAcquire")).isEqualTo(1);
        fleet.advance(fleet.endpointLatency);
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void instancesShareTheRefresh() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        fleet.ports.failing("cache.get");
        for (String name : new String[] {"two", "three", "four"}) {
            assertThat(fleet.instance(name).getAccessToken(account).toFuture().getNow("waits"))
                    .isEqualTo("at-0");
        }
        fleet.advance(Duration.ofSeconds(5));
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void anOldSnapshotIsAnsweredFromTheRow() {
        Account snapshot = fleet.expired();
        Account row = snapshot.withCredentials(snapshot.credentials()
                .with(Map.of(
                        "access_token",
                        "at-row",
                        "_token_version",
                        8L,
                        "expires_at",
                        fleet.clock.instant().plus(INSIDE_THE_SKEW).toString())));
        fleet.ports.accounts.save(row);
        assertThat(atOnce(snapshot)).isEqualTo("at-row");
        fleet.advance(fleet.endpointLatency);
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aRowThatIsNotDueIsServedAndLeftAlone() {
        Account snapshot = fleet.stored(INSIDE_THE_SKEW);
        fleet.ports.accounts.save(snapshot.withCredentials(snapshot.credentials()
                .with(Map.of(
                        "access_token",
                        "at-row",
                        "_token_version",
                        8L,
                        "expires_at",
                        fleet.clock.instant().plusSeconds(3_600).toString()))));
        assertThat(atOnce(snapshot)).isEqualTo("at-row");
        fleet.advance(Duration.ofSeconds(5));
        assertThat(fleet.redeemed).isEmpty();
        fleet.ports.operations.clear();
        assertThat(atOnce(snapshot)).isEqualTo("at-row");
        assertThat(fleet.ports.operations).containsExactly("cache.get");
    }

    @Test
    void anExpiredTokenIsNeverServedTheCallerWaits() {
        Account account = fleet.expired();
        var answer = provider.getAccessToken(account).toFuture();
        assertThat(answer.getNow("waits")).isEqualTo("waits");
        fleet.advance(fleet.endpointLatency);
        assertThat(answer.getNow("waits")).isEqualTo("at-1");
    }

    @Test
    void aTokenOfUnknownExpiryMayBeDeadTheCallerWaits() {
        Account account = Account.active(
                VirtualFleet.ID,
                "openai",
                Credentials.of(Map.of("access_token", "at-0", "refresh_token", "rt-0", "_token_version", 7L)));
        fleet.ports.accounts.save(account);
        assertThat(atOnce(account)).isEqualTo("waits");
    }

    @Test
    void aTokenThatDiesInTheCacheIsNotServedFromThere() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        fleet.answering(each -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(INSIDE_THE_SKEW);
        assertThat(atOnce(account)).isNotEqualTo("at-0");
    }

    @Test
    void failuresAreToldAsEventsAndToNoCallerAndTheRefreshIsTriedAgain() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        fleet.answering(each -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.events)
                .hasOnlyElementsOfType(TokenEvent.CoolingDown.class)
                .hasSize(1);
        assertThat(provider.snapshotMetrics().refreshFailure()).isEqualTo(1);
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(Duration.ofSeconds(61));
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.redeemed)
                .as("once more when the entry of the first is over")
                .hasSize(2);
    }

    @Test
    void aRefreshThatAnotherNeverEndedIsBegunAnewBeforeTheEnd() {
        Account account = fleet.stored(Duration.ofSeconds(40));
        Lease dead = new Lease(AccountKey.of(account), "dead");
        VirtualFleet.now(fleet.ports.lock.tryAcquire(dead, Duration.ofSeconds(10)));
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(Duration.ofSeconds(21));
        assertThat(fleet.redeemed).isEmpty();
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(fleet.endpointLatency);
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aTokenThatIsDueFromTheStartHasHalfItsLifeInPeace() {
        Account young = fleet.stored(INSIDE_THE_SKEW);
        Account account =
                young.withCredentials(young.credentials().with(Map.of("_token_version", fleet.clock.millis())));
        fleet.ports.accounts.save(account);
        fleet.ports.failing("cache.get");
        assertThat(atOnce(account)).isEqualTo("at-0");
        fleet.advance(INSIDE_THE_SKEW.dividedBy(2).minusSeconds(1));
        assertThat(atOnce(account)).isEqualTo("at-0");
        assertThat(fleet.ports.count("accounts.claim")).isZero();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(atOnce(account)).isEqualTo("at-0");
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(1);
    }

    @Test
    void closingWaitsForWhatRunsBehind() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        fleet.endpointLatency = Duration.ofSeconds(10);
        assertThat(atOnce(account)).isEqualTo("at-0");
        var report = provider.close(Duration.ofSeconds(20)).toFuture();
        fleet.advance(Duration.ofSeconds(5));
        assertThat(report).isNotDone();
        fleet.advance(Duration.ofSeconds(6));
        assertThat(report.getNow(null).clean()).isTrue();
    }

    @Test
    void whoeverWasRejectedWithTheOldTokenWaitsForTheNew() {
        Account account = fleet.stored(INSIDE_THE_SKEW);
        var replaced = provider.replaceRejected(account, "at-0").toFuture();
        assertThat(replaced).isNotDone();
        fleet.advance(fleet.endpointLatency);
        assertThat(replaced.getNow("waits")).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void theTokenOfALoginThatEndsACooldownIsServedAtOnce() {
        fleet.refusing("temporarily_unavailable", false);
        atOnce(fleet.expired());
        fleet.advance(Duration.ofSeconds(1));
        Account old = fleet.stored(INSIDE_THE_SKEW);
        Account login = old.withCredentials(old.credentials().with(Map.of("refresh_token", "rt-login")));
        fleet.ports.accounts.save(login);
        assertThat(atOnce(login)).isEqualTo("at-0");
        fleet.advance(fleet.endpointLatency);
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-login");
    }
}
