package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** An upstream that refuses every token must not cost a redemption per request. */
class ForcedRefreshesTest {

    private static final Duration VALID = Duration.ofHours(1);

    private final VirtualFleet fleet = new VirtualFleet();

    ForcedRefreshesTest() {
        fleet.endpointLatency = Duration.ofMillis(10);
    }

    private Object outcome(Mono<String> call) {
        var outcome =
                call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofMillis(100));
        return outcome.getNow("hanging");
    }

    private String current() {
        return fleet.row().credentials().accessToken().map(Secret::expose).orElseThrow();
    }

    /** As a gateway does whose upstream answers 401 whatever it sends. */
    private Object refused(RefreshingAccessTokenProvider instance) {
        Object token = outcome(instance.getAccessToken(VirtualFleet.ID));
        return outcome(instance.replaceRejected(VirtualFleet.ID, (String) token));
    }

    private void refusedTwice(RefreshingAccessTokenProvider instance) {
        fleet.stored(VALID);
        assertThat(refused(instance)).isEqualTo("at-1");
        assertThat(refused(instance)).isEqualTo("at-2");
    }

    private void assertPaused(RefreshingAccessTokenProvider instance) {
        int redeemed = fleet.redeemed.size();
        assertThat(refused(instance)).isInstanceOf(TokenRefreshPendingException.class);
        assertThat(fleet.redeemed).hasSize(redeemed);
    }

    @Test
    void thePausesDoubleUpToAnHour() {
        List<RefreshingAccessTokenProvider> two = List.of(fleet.instance("a"), fleet.instance("b"));
        fleet.answering(row -> Mono.fromSupplier(() -> lasting(Duration.ofDays(10))));
        fleet.stored(VALID);
        for (int minute = 0; minute < 6 * 60; minute++) {
            for (int call = 0; call < 12; call++) {
                refused(two.get(call % 2));
                fleet.advance(Duration.ofMillis(4_800));
            }
        }
        assertThat(fleet.redeemed)
                .as("two at once, then after 5, 10, 20, 40, 60, 60, 60 and 60 minutes")
                .hasSize(2 + 8);
    }

    @Test
    void thePauseTellsHowLongAndIsToldOnce() {
        RefreshingAccessTokenProvider one = fleet.instance();
        refusedTwice(one);
        for (int call = 0; call < 200; call++) {
            assertPaused(one);
        }
        assertThat(outcome(one.replaceRejected(VirtualFleet.ID, "at-2")))
                .isInstanceOfSatisfying(TokenRefreshPendingException.class, pending -> {
                    assertThat(pending.retryable()).isTrue();
                    assertThat(pending).hasMessageContaining("account 42").hasMessageContaining("PT4M");
                });
        assertThat(fleet.events).singleElement().isInstanceOfSatisfying(TokenEvent.CoolingDown.class, event -> {
            assertThat(event.length()).isBetween(Duration.ofSeconds(299), Duration.ofMinutes(5));
            assertThat(event.outcomeUnknown()).isFalse();
        });
    }

    @Test
    void whileItLastsFurtherRejectionsAskNothingOfTheStores() {
        RefreshingAccessTokenProvider one = fleet.instance();
        refusedTwice(one);
        assertPaused(one);
        fleet.ports.operations.clear();
        for (int call = 0; call < 10; call++) {
            assertThat(outcome(one.replaceRejected(VirtualFleet.ID, "at-2")))
                    .isInstanceOf(TokenRefreshPendingException.class);
        }
        assertThat(fleet.ports.operations).isEmpty();
        assertThat(outcome(one.replaceRejected(VirtualFleet.ID, "at-1")))
                .as("not about that one")
                .isEqualTo("at-2");
    }

    @Test
    void itHoldsAfterARestartAndOnInstancesThatHaveNotSeenIt() {
        refusedTwice(fleet.instance());
        fleet.ports.operations.clear();
        assertPaused(fleet.instance("restarted"));
        assertThat(fleet.ports.operations).doesNotContain("lock.tryAcquire", "accounts.claim");
        fleet.advance(Duration.ofMinutes(5));
        assertThat(refused(fleet.instance("again"))).isEqualTo("at-3");
        assertPaused(fleet.instance("again"));
    }

    /** The row is out of reach when it is looked at, and back when it is claimed. */
    @Test
    void theClaimsRowDecidesAndTheClaimIsGivenBack() {
        refusedTwice(fleet.instance());
        fleet.ports.failing("accounts.find");
        assertThat(outcome(fleet.instance().replaceRejected(fleet.row(), "at-2")))
                .isInstanceOf(TokenRefreshPendingException.class)
                .asString()
                .contains("forced refresh");
        assertThat(fleet.redeemed).hasSize(2);
        assertThat(fleet.claimIsFree()).isTrue();
        assertThat(fleet.lockIsFree()).isTrue();
    }

    @Test
    void aRefreshThatIsDueIsNotHeldUpAndEndsTheCountOnceThePauseIsOver() {
        RefreshingAccessTokenProvider one = fleet.instance();
        refusedTwice(one);
        assertPaused(one);
        fleet.advance(VALID);
        assertThat(outcome(one.replaceRejected(VirtualFleet.ID, "at-2"))).isEqualTo("at-3");
        assertThat(fleet.row().credentials().asMap())
                .doesNotContainKeys(ForcedRefreshes.COUNT, ForcedRefreshes.AT, ForcedRefreshes.VERSION);
        assertThat(refused(one)).isEqualTo("at-4");
        assertThat(refused(one)).isEqualTo("at-5");
        assertPaused(one);
    }

    /** Tokens of four minutes are due after one: that must not allow two more redemptions each minute. */
    @Test
    void aDueRefreshDuringThePauseDoesNotShortenIt() {
        fleet.answering(row -> Mono.fromSupplier(() -> lasting(Duration.ofMinutes(4))));
        RefreshingAccessTokenProvider one = fleet.instance();
        refusedTwice(one);
        fleet.advance(Duration.ofSeconds(90));
        assertThat(outcome(one.getAccessToken(VirtualFleet.ID))).isEqualTo("at-3");
        assertPaused(one);
        assertThat(fleet.row().credentials().text(ForcedRefreshes.COUNT)).contains("2");
    }

    private TokenGrant lasting(Duration life) {
        Map<String, Object> changes =
                new HashMap<>(fleet.grant(fleet.redeemed.size()).credentials());
        changes.put("expires_at", fleet.clock.instant().plus(life).toString());
        return new TokenGrant(changes);
    }

    /** Without an expiry each refresh is due, so that cannot be what tells forced ones. */
    @Test
    void tokensOfUnknownExpiryHaveTheGuardAsWell() {
        fleet.answering(row -> Mono.fromSupplier(() -> new TokenGrant(Map.of(
                "access_token", "at-" + fleet.redeemed.size(), "refresh_token", "rt-" + fleet.redeemed.size()))));
        Account account = fleet.stored(VALID);
        Map<String, Object> timeless = new HashMap<>(account.credentials().asMap());
        timeless.remove("expires_at");
        fleet.ports.accounts.save(account.withCredentials(Credentials.of(timeless)));
        RefreshingAccessTokenProvider one = fleet.instance();
        for (int call = 0; call < 100; call++) {
            outcome(one.replaceRejected(VirtualFleet.ID, current()));
            fleet.advance(Duration.ofMillis(900));
        }
        assertThat(fleet.redeemed).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNewLoginEndsItAlsoWhereItKeepsTheOtherKeysOfTheRow(boolean told) {
        List<RefreshingAccessTokenProvider> two = List.of(fleet.instance("a"), fleet.instance("b"));
        refusedTwice(two.get(0));
        two.forEach(this::assertPaused);
        Account row = fleet.row();
        fleet.ports.accounts.save(row.withCredentials(row.credentials()
                .with(Map.of(
                        "access_token", "at-login",
                        "refresh_token", "rt-login",
                        "_token_version", row.credentials().tokenVersion() + 1))));
        if (told) {
            VirtualFleet.now(two.get(0).invalidate(row).thenReturn(true));
            assertThat(outcome(two.get(0).replaceRejected(row, "at-2"))).isEqualTo("at-login");
        }
        fleet.advance(fleet.settings.failureCooldown());
        assertThat(outcome(two.get(1).replaceRejected(row, "at-2"))).isEqualTo("at-login");
        assertThat(outcome(two.get(1).replaceRejected(row, "at-login"))).isEqualTo("at-3");
    }

    @Test
    void whatSomebodyElseHasWrittenThereIsNotTrusted() {
        for (Object odd : List.of("x", -5L, Long.MIN_VALUE, Long.MAX_VALUE, 1e300, Map.of(), true)) {
            Account account = fleet.stored(VALID);
            fleet.ports.accounts.save(account.withCredentials(account.credentials()
                    .with(Map.of(ForcedRefreshes.COUNT, odd, ForcedRefreshes.AT, odd, ForcedRefreshes.VERSION, 7L))));
            fleet.redeemed.clear();
            assertThat(outcome(fleet.instance().replaceRejected(account, "at-0")))
                    .as("%s", odd)
                    .isEqualTo("at-1");
            VirtualFleet.now(fleet.ports.cache.evict(VirtualFleet.KEY));
        }
    }

    @Test
    void thePauseIsASetting() {
        fleet.settings = RefreshSettings.builder()
                .rejectedCooldown(Duration.ofSeconds(10))
                .build();
        RefreshingAccessTokenProvider one = fleet.instance();
        refusedTwice(one);
        assertPaused(one);
        fleet.advance(Duration.ofSeconds(10));
        assertThat(refused(one)).isEqualTo("at-3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet.settings.toBuilder()
                        .rejectedCooldown(Duration.ZERO)
                        .build())
                .withMessageContaining("rejectedCooldown");
    }
}
