package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How an attempt ended is told to the table until it takes it: else the next claimant would redeem once more. */
class AttemptClosingTest {

    private static final Duration LONG_AFTER = Duration.ofMinutes(5);

    private final VirtualFleet fleet = new VirtualFleet();

    private String answer(RefreshingAccessTokenProvider provider, Account account) {
        var answer = provider.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture();
        fleet.advance(Duration.ofSeconds(1));
        return answer.getNow("hanging");
    }

    private void tableIsBack() {
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.advance(Duration.ofSeconds(3));
    }

    @Test
    void aRefusalForGoodIsMarkedAsSoonAsTheTableTakesIt() {
        fleet.refusing("invalid_grant", true);
        fleet.ports.failing("accounts.mark");
        Account account = fleet.expired();
        assertThat(answer(fleet.instance("a"), account)).isEqualTo("ReauthorizationRequiredException");
        tableIsBack();
        RefreshingAccessTokenProvider other = fleet.instance("b");
        assertThat(answer(other, account)).isEqualTo("ReauthorizationRequiredException");
        fleet.advance(LONG_AFTER);
        assertThat(answer(other, account)).isEqualTo("ReauthorizationRequiredException");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void aPauseThatTheServerAskedForIsKeptThoughTheTableTookItLate() {
        fleet.answering(account -> Mono.error(new TokenEndpointException(
                account.id(), new Details(Outcome.REJECTED, 429, null, false, Duration.ofMinutes(30)), "busy", null)));
        fleet.ports.failing("accounts.postpone");
        Account account = fleet.expired();
        answer(fleet.instance("a"), account);
        tableIsBack();
        fleet.advance(LONG_AFTER);
        assertThat(answer(fleet.instance("b"), account)).isEqualTo("TokenRefreshPendingException");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        fleet.advance(Duration.ofMinutes(25));
        answer(fleet.instance("b"), account);
        assertThat(fleet.redeemed).as("no longer than asked for").hasSize(2);
    }

    @Test
    void aClaimThatCouldNotBeGivenBackIsGivenBackLater() {
        Account account = fleet.expired();
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return switch (operation) {
                    case "accounts.claim" -> work.then(Mono.error(new IllegalStateException("reply lost")));
                    case "accounts.abandon" -> Mono.error(new IllegalStateException("down"));
                    default -> work;
                };
            }
        });
        answer(fleet.instance("a"), account);
        assertThat(fleet.claimIsFree()).isFalse();
        tableIsBack();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void itIsToldNoLongerThanOthersRespectTheClaim() {
        fleet.refusing("invalid_grant", true);
        fleet.ports.failing("accounts.mark");
        answer(fleet.instance("a"), fleet.expired());
        fleet.advance(fleet.settings.lockTtl().multipliedBy(2));
        long told = fleet.ports.count("accounts.mark");
        fleet.advance(LONG_AFTER);
        assertThat(told).isGreaterThan(10);
        assertThat(fleet.ports.count("accounts.mark")).isEqualTo(told);
    }

    @Test
    void anAccountWithoutRefreshTokenNeedsALoginAndNoRequest() {
        fleet.answering(account -> Mono.error(new TokenEndpointException(
                account.id(),
                new Details(Outcome.NOT_SENT, 0, "missing_refresh_token", true, null),
                "no refresh token is stored",
                null)));
        assertThat(answer(fleet.instance("a"), fleet.expired())).isEqualTo("ReauthorizationRequiredException");
    }

    @Test
    void noEndpointSilencesAnAccountForDays() {
        fleet.answering(account -> Mono.error(new TokenEndpointException(
                account.id(), new Details(Outcome.REJECTED, 429, null, false, Duration.ofDays(9)), "busy", null)));
        Account account = fleet.expired();
        answer(fleet.instance("a"), account);
        fleet.advance(Duration.ofMinutes(61));
        answer(fleet.instance("a"), account);
        assertThat(fleet.redeemed).hasSize(2);
    }

    /** Thousands of calls fail while the table is away: it must not be asked to forget thousands of claims when it is back. */
    @Test
    void anOutageUnderManyCallsLeavesOneEndToTell() {
        Account account = fleet.expired();
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return operation.startsWith("accounts.") ? Mono.error(new IllegalStateException("down")) : work;
            }
        });
        RefreshingAccessTokenProvider provider = fleet.instance("a");
        int calls = 100;
        for (int call = 0; call < calls; call++) {
            provider.getAccessToken(account).onErrorReturn("").subscribe();
            fleet.advance(Duration.ofMillis(10));
        }
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(1);
        assertThat(fleet.ports.count("accounts.abandon")).isBetween(calls + 0L, calls + 10L);
        var closed = provider.close(Duration.ofSeconds(10)).toFuture();
        assertThat(closed).as("what nobody has is waited for by nobody").isDone();
    }
}
