package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualClock;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An instance died between claim and completion: the next claimant finds out, and says so if the account is gone. */
class LostAttemptTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private Account account;
    private RefreshClaim lost;

    @BeforeEach
    void anInstanceDiesDuringItsAttempt() {
        account = fleet.expired();
        lost = VirtualFleet.now(fleet.ports.accounts.claimRefresh(
                new ClaimRequest(VirtualFleet.ID, "gateway-7/0815", Duration.ofSeconds(30))));
        fleet.advance(Duration.ofSeconds(61));
    }

    private Throwable failure(RefreshingAccessTokenProvider provider) {
        var failure = provider.getAccessToken(account)
                .<Throwable>map(token -> new IllegalStateException("got " + token))
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofSeconds(1));
        return failure.getNow(new IllegalStateException("hanging"));
    }

    @Test
    void theTokenIsRedeemedOnceMoreAndTheApplicationTold() {
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-1");
        assertThat(fleet.events)
                .containsExactly(new TokenEvent.AttemptLost(VirtualFleet.ID, "gateway-7", VirtualClock.START));
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void aTokenThatItUsedUpNeedsALoginWhoseReasonNamesTheLostAttempt() {
        fleet.refusing("refresh_token_reused", true);
        assertThat(failure(fleet.instance()))
                .isInstanceOf(ReauthorizationRequiredException.class)
                .hasMessageContaining("refresh_token_reused")
                .hasMessageContaining("gateway-7")
                .hasMessageContaining(VirtualClock.START.toString());
        assertThat(fleet.events).last().isInstanceOf(TokenEvent.LoginRequired.class);
    }

    @Test
    void aMarkedAccountIsRefusedEverywhereWithoutARequest() {
        fleet.refusing("refresh_token_reused", true);
        failure(fleet.instance());
        RefreshingAccessTokenProvider restarted = fleet.instance();
        for (int minute = 0; minute < 3; minute++) {
            assertThat(failure(restarted))
                    .isInstanceOf(ReauthorizationRequiredException.class)
                    .hasMessageContaining("gateway-7");
            fleet.advance(Duration.ofMinutes(1));
        }
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(fleet.events)
                .as("each instance tells once")
                .filteredOn(TokenEvent.LoginRequired.class::isInstance)
                .hasSize(2);
    }

    @Test
    void aNewLoginIsNoticedAtTheNextCallWithoutARestart() {
        fleet.refusing("refresh_token_reused", true);
        List<RefreshingAccessTokenProvider> both = List.of(fleet.instance(), fleet.instance());
        both.forEach(this::failure);
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(9)));
        fleet.ports.accounts.save(
                account.withCredentials(account.credentials().with(Map.of("refresh_token", "rt-new"))));
        both.forEach(each -> {
            var answer = each.getAccessToken(account).toFuture();
            fleet.advance(Duration.ofSeconds(1));
            assertThat(answer.getNow("hanging")).isEqualTo("at-9");
        });
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-new");
    }

    @Test
    void aPairThatTheLostInstanceStillBroughtIntoEscrowIsFoundBeforeTheAccountIsGivenUp() {
        fleet.answering(row -> {
            var redeemed = row.credentials().with(fleet.grant(5).credentials()).with(Map.of("_token_version", 8L));
            fleet.escrow
                    .keep(Rotations.of(claimOf(row), row.withCredentials(redeemed)), Duration.ofHours(1))
                    .subscribe();
            return Mono.error(Failing.terminally("refresh_token_reused"));
        });
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-5");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-5");
    }

    private static RefreshClaim claimOf(Account row) {
        return new RefreshClaim(row, "gateway-7/0815", true);
    }

    @Test
    void whileTheStoredTokenLivesAnAttemptThatMayOnlyStandStillIsGivenTime() {
        fleet.ports.accounts.save(account.withCredentials(account.credentials()
                .with(Map.of(
                        "expires_at",
                        fleet.clock.instant().plus(Duration.ofMinutes(2)).toString()))));
        RefreshingAccessTokenProvider provider = fleet.instance();
        for (int second = 0; second < 70; second++) {
            var answer = provider.getAccessToken(VirtualFleet.ID).toFuture();
            fleet.advance(Duration.ofSeconds(1));
            assertThat(answer.getNow("hanging")).isEqualTo("at-0");
        }
        assertThat(fleet.redeemed).isEmpty();
        fleet.advance(Duration.ofSeconds(10));
        provider.getAccessToken(VirtualFleet.ID).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).as("in time before it expires").containsExactly("rt-0");
        assertThat(fleet.events).last().isInstanceOf(TokenEvent.AttemptLost.class);
    }

    @Test
    void whileEscrowCannotBeReadNothingIsRedeemedThatAnotherMayHaveRedeemed() {
        var redeemed = account.credentials().with(fleet.grant(5).credentials()).with(Map.of("_token_version", 8L));
        EscrowedRotation rotation = Rotations.of(claimOf(account), account.withCredentials(redeemed));
        fleet.escrow.keep(rotation, Duration.ofHours(1)).subscribe();
        fleet.ports.failing("escrow.find");
        RefreshingAccessTokenProvider provider = fleet.instance();
        for (int second = 0; second < 20; second++) {
            assertThat(failure(provider))
                    .isInstanceOf(TokenRefreshPendingException.class)
                    .hasRootCauseMessage(
                            "account 42: the attempt of gateway-7 at 2026-03-01T12:00:00Z may have left its "
                                    + "rotation in escrow, which cannot be read (IllegalStateException)");
        }
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.advance(Duration.ofSeconds(5));
        var answer = provider.getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-5");
        assertThat(fleet.redeemed).isEmpty();
    }

    @Test
    void withoutALostAttemptAnEscrowThatIsDownCostsNothing() {
        fleet.ports.accounts.save(
                account.withCredentials(account.credentials().with(Map.of("refresh_token", "rt-new"))));
        fleet.ports.failing("escrow.find");
        var answer = fleet.instance().getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-1");
    }

    @Test
    void anInstanceThatOnlyStoodStillSavesTheAccountWithinAsLongAgainAsItsClaim() {
        account = fleet.stored(7, Duration.ofMinutes(-1));
        lost = VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest("7", "gateway-7/4711", Duration.ofSeconds(30))));
        fleet.advance(Duration.ofSeconds(58));
        RefreshingAccessTokenProvider provider = fleet.instance();
        assertThat(failure(provider))
                .isInstanceOf(TokenRefreshPendingException.class)
                .hasRootCauseMessage(
                        "account 7: the attempt of gateway-7 at 2026-03-01T12:01:01Z has not ended and may "
                                + "still bring its answer");
        VirtualFleet.now(fleet.ports.accounts.complete(
                lost, account.credentials().with(fleet.grant(5).credentials()).with(Map.of("_token_version", 8L))));
        assertThat(VirtualFleet.now(provider.getAccessToken(account))).isEqualTo("at-5");
        assertThat(fleet.redeemed).isEmpty();
    }

    /** The refusal is known: what may be in escrow is taken up once that can be read. */
    @Test
    void aRefusedTokenIsNotSentAgainThoughEscrowCannotBeRead() {
        fleet.answering(row -> {
            fleet.ports.failing("escrow.find");
            return Mono.error(Failing.terminally("refresh_token_reused"));
        });
        RefreshingAccessTokenProvider provider = fleet.instance();
        assertThat(failure(provider)).isInstanceOf(ReauthorizationRequiredException.class);
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.advance(Duration.ofMinutes(2));
        assertThat(failure(provider)).isInstanceOf(ReauthorizationRequiredException.class);
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }
}
