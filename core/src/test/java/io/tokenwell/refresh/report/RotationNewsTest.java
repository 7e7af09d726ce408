package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Each rotation has one end, and that is told once: by whoever redeemed it. */
class RotationNewsTest {

    private static final TokenEvent AT_RISK = new TokenEvent.RotationAtRisk(VirtualFleet.ID, true);
    private static final TokenEvent SAVED = new TokenEvent.RotationSaved(VirtualFleet.ID);
    private static final TokenEvent SUPERSEDED = new TokenEvent.RotationSuperseded(VirtualFleet.ID);

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();
    private final AtomicInteger tries = new AtomicInteger();

    private Object answer(RefreshingAccessTokenProvider asked, Account account) {
        Sinks.One<Object> answer = Sinks.one();
        asked.getAccessToken(account).subscribe(answer::tryEmitValue, answer::tryEmitValue);
        fleet.advance(Duration.ofMillis(900));
        return VirtualFleet.now(answer.asMono().defaultIfEmpty("hanging"));
    }

    /** The first tries to store something fail; before the next one, something happens. */
    private void failingTimes(int times, Runnable then) {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    int number = tries.incrementAndGet();
                    if (number == times + 1) {
                        then.run();
                    }
                    return number <= times ? Mono.error(new IllegalStateException("down")) : work;
                }));
    }

    private void login() {
        Account row = fleet.row();
        fleet.ports.accounts.save(
                row.withCredentials(row.credentials().with(fleet.grant(99).credentials())));
    }

    @Test
    void whatTwoInstancesTryToStoreIsToldByTheOneThatRedeemedIt() {
        fleet.ports.failing("accounts.complete");
        assertThat(answer(provider, fleet.expired())).isEqualTo("at-1");
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        fleet.advance(Duration.ofSeconds(61));
        RefreshingAccessTokenProvider other = fleet.instance("other");
        assertThat(answer(other, fleet.row())).as("found in escrow").isEqualTo("at-1");
        assertThat(other.health().unsavedRotations()).isEqualTo(1);
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(other.health().unsavedRotations()).isZero();
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.told).containsExactly(AT_RISK, SAVED);
    }

    @Test
    void whatIsFoundAndLosesAgainstALoginIsNotTold() {
        Account row = fleet.expired();
        Credentials redeemed =
                row.credentials().with(fleet.grant(5).credentials()).with(Map.of("_token_version", 21L));
        EscrowedRotation left = Rotations.of(new RefreshClaim(row, "dead/1", true), row.withCredentials(redeemed));
        fleet.escrow.keep(left, Duration.ofDays(1)).subscribe();
        failingTimes(0, this::login);
        assertThat(answer(provider, row)).isEqualTo("at-99");
        assertThat(tries).hasValue(1);
        assertThat(fleet.told).isEmpty();
    }

    @Test
    void whatIsStoredAtTheNextTryWasAtRiskAndIsNotToldAsRefreshedToo() {
        failingTimes(2, () -> {});
        assertThat(answer(provider, fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.told).containsExactly(AT_RISK, SAVED);
    }

    @Test
    void aLoginThatIsSeenIsToldOnceThoughTheClaimCannotBeGivenBack() {
        failingTimes(1, () -> {
            login();
            fleet.ports.failing("accounts.abandon", "accounts.find");
        });
        answer(provider, fleet.expired());
        fleet.advance(Duration.ofSeconds(5));
        assertThat(fleet.row().credentials().text("access_token")).contains("at-99");
        assertThat(fleet.told).containsExactly(SUPERSEDED);
    }

    @Test
    void anAccountThatIsDeletedBeforeTheNextTryIsNotServedAndNothingIsAtRisk() {
        failingTimes(1, () -> fleet.ports.accounts.remove(VirtualFleet.ID));
        assertThat(answer(provider, fleet.expired())).isInstanceOf(AccountNotFoundException.class);
        assertThat(fleet.told).containsExactly(SUPERSEDED);
        assertThat(VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY))).isNull();
    }

    @Test
    void anAccountThatIsGoneWhenItIsLookedAtIsNotServedAndNothingIsAtRisk() {
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    fleet.ports.accounts.remove(VirtualFleet.ID);
                    return Mono.error(new IllegalStateException("down"));
                }));
        assertThat(answer(provider, fleet.expired())).isInstanceOf(AccountNotFoundException.class);
        assertThat(fleet.told).containsExactly(SUPERSEDED);
        assertThat(VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY))).isNull();
    }

    @Test
    void anAnswerWithoutAccessTokenIsNoRefreshButMayBeAtRisk() {
        fleet.answering(row -> Mono.just(new TokenGrant(Map.of("refresh_token", "rt-1"))));
        failingTimes(2, () -> {});
        answer(provider, fleet.expired());
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.told).hasSize(3).endsWith(AT_RISK, SAVED);
        assertThat(fleet.told.get(0)).isInstanceOf(TokenEvent.CoolingDown.class);
    }

    @Test
    void anAnswerWithoutAccessTokenThatIsStoredAtOnceIsNoRefreshEither() {
        fleet.answering(row -> Mono.just(new TokenGrant(Map.of("refresh_token", "rt-1"))));
        answer(provider, fleet.expired());
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.told).singleElement().isInstanceOf(TokenEvent.CoolingDown.class);
    }
}
