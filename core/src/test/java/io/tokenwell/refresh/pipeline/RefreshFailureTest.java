package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The token endpoint or the account table say no, or nothing. */
class RefreshFailureTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private String tokenFor(Account account) {
        var answer = provider.getAccessToken(account).toFuture();
        fleet.advance(Duration.ofSeconds(20));
        return answer.getNow("hanging");
    }

    private Throwable errorFor(Account account) {
        var answer = provider.getAccessToken(account)
                .map(token -> (Object) token)
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofMillis(900));
        assertThat(answer.getNow("hanging")).isInstanceOf(AccessTokenException.class);
        return (Throwable) answer.getNow("hanging");
    }

    @Test
    void aRefusalMakesExactlyOneCallAndServesTheTokenThatIsStillValid() {
        fleet.refusing("server_error", false);
        assertThat(tokenFor(fleet.stored(Duration.ofSeconds(100)))).isEqualTo("at-0");
        assertThat(fleet.redeemed).hasSize(1);
        assertThat(fleet.lockIsFree()).isTrue();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void anExpiredTokenIsAnErrorThatKeepsItsCause() {
        fleet.refusing("server_error", false);
        assertThat(errorFor(fleet.expired()))
                .isInstanceOf(TokenEndpointException.class)
                .hasMessageContaining("account 42")
                .hasMessageContaining("server_error");
    }

    @Test
    void duringTheCooldownNothingIsRedeemedAndTheReasonIsTold() {
        fleet.refusing("server_error", false);
        Account account = fleet.expired();
        errorFor(account);
        assertThat(errorFor(account))
                .isInstanceOf(TokenRefreshPendingException.class)
                .hasCauseInstanceOf(TokenEndpointException.class);
        assertThat(fleet.redeemed).hasSize(1);
        fleet.advance(fleet.settings.failureCooldown());
        errorFor(account);
        assertThat(fleet.redeemed).hasSize(2);
    }

    @Test
    void duringTheCooldownANewLoginIsNoticed() {
        fleet.refusing("invalid_grant", true);
        Account account = fleet.expired();
        errorFor(account);
        fleet.stored(Duration.ofHours(1));
        assertThat(tokenFor(account)).isEqualTo("at-0");
    }

    @Test
    void aTerminalRefusalAsksForANewLogin() {
        fleet.refusing("refresh_token_reused", true);
        Account account = fleet.expired();
        assertThat(errorFor(account))
                .isInstanceOf(ReauthorizationRequiredException.class)
                .hasMessageContaining("refresh_token_reused");
        assertThat(errorFor(account)).isInstanceOf(ReauthorizationRequiredException.class);
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aRefusedLoserAdoptsWhatAnotherHasStoredMeanwhile() {
        fleet.answering(account -> {
            fleet.ports.accounts.save(account.withCredentials(
                    account.credentials().with(fleet.grant(9).credentials())));
            return Mono.error(new TokenEndpointException(
                    account.id(),
                    new TokenEndpointException.Details(
                            TokenEndpointException.Outcome.REJECTED, 400, "invalid_grant", true, null),
                    "refused",
                    null));
        });
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-9");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-9");
    }

    @Test
    void anAnswerWithoutAccessTokenIsAFailureButItsRefreshTokenIsKept() {
        fleet.answering(account -> Mono.just(new TokenGrant(Map.of("refresh_token", "rt-1", "access_token", " "))));
        assertThat(tokenFor(fleet.stored(Duration.ofSeconds(100)))).isEqualTo("at-0");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.row().credentials().text("access_token")).contains("at-0");
        assertThat(provider.snapshotMetrics().refreshFailure()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutRefreshTokenKeepsTheOldOne() {
        fleet.answering(account -> Mono.just(new TokenGrant(Map.of(
                "access_token",
                " at-1\n",
                "expires_at",
                fleet.clock.instant().plusSeconds(3600).toString()))));
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-0");
        assertThat(fleet.row().credentials().text("access_token")).contains("at-1");
    }

    @Test
    void anAnswerWithoutLifetimeIsServedAndCachedForAMinute() {
        fleet.answering(account -> Mono.just(new TokenGrant(Map.of("access_token", "at-1", "refresh_token", "rt-1"))));
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.row().credentials().expiresAt()).isEmpty();
        assertThat(tokenFor(fleet.row())).as("still cached after 20 s").isEqualTo("at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void cargoThatTheTableCannotStoreIsLeftOutAndTheRotationKept() {
        fleet.answering(account -> Mono.just(new TokenGrant(Map.of(
                "access_token", "at-1", "refresh_token", "rt-1", "email", "a\0b", "id_token", "half \ud800 pair"))));
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.row().credentials().asMap()).doesNotContainKeys("email", "id_token");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void withoutTheAccountTableNothingIsRedeemed() {
        fleet.ports.failing("accounts.claim");
        assertThat(errorFor(fleet.expired())).isInstanceOf(TokenStorageException.class);
        assertThat(fleet.redeemed).isEmpty();
        fleet.ports.hook(HookedPorts.Hook.NONE);
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
    }

    @Test
    void aClaimThatWouldEndBeforeTheAnswerIsGivenBackUnused() {
        fleet.ports.bending(
                "accounts.claim",
                work -> work.doOnNext(claim -> {
                    if (fleet.redeemed.isEmpty() && fleet.stoodStill.isZero()) {
                        fleet.stoodStill = Duration.ofSeconds(16);
                        assertThat(fleet.ports.count("endpoint")).isZero();
                    }
                }));
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
        assertThat(fleet.ports.operations)
                .containsSubsequence("accounts.claim", "accounts.abandon", "accounts.claim", "endpoint");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aCacheThatFailsCostsNothingButTime() {
        fleet.ports.failing("cache.get");
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
        fleet.ports.failing("cache.put");
        assertThat(tokenFor(fleet.stored(Duration.ofHours(1)))).isNotEqualTo("hanging");
    }

    @Test
    void aReleaseThatFailsOrHangsCostsNoToken() {
        fleet.ports.failing("lock.release");
        assertThat(tokenFor(fleet.expired())).isEqualTo("at-1");
        fleet.ports.bending("lock.release", work -> Mono.never());
        assertThat(tokenFor(fleet.stored(Duration.ofMinutes(-2)))).isNotEqualTo("hanging");
    }

    @Test
    void everyHangingStoreEndsInAnAnswer() {
        for (String operation : new String[] {
            "cache.get", "cache.put", "lock.tryAcquire", "accounts.find", "accounts.claim", "accounts.complete"
        }) {
            VirtualFleet fresh = new VirtualFleet();
            fresh.ports.bending(operation, work -> Mono.never());
            var answer = fresh.instance()
                    .getAccessToken(fresh.expired())
                    .onErrorReturn("error")
                    .toFuture();
            fresh.advance(Duration.ofMinutes(1));
            assertThat(answer).as(operation).isDone();
        }
    }
}
