package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.ClaimRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What a caller gets whose token an upstream has refused. */
class RejectedTokenTest {

    private static final Duration VALID = Duration.ofHours(1);

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private Object outcome(Mono<String> call) {
        var outcome =
                call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofSeconds(30));
        return outcome.getNow("hanging");
    }

    private Account with(Account account, Map<String, Object> changes) {
        Account changed = account.withCredentials(account.credentials().with(changes));
        fleet.ports.accounts.save(changed);
        return changed;
    }

    @Test
    void aTokenThatNobodyHasReplacedYetIsReplacedThoughItIsNotDue() {
        Account account = fleet.stored(VALID);
        assertThat(outcome(provider.replaceRejected(account, "at-0"))).isEqualTo("at-1");
        assertThat(outcome(provider.getAccessToken(account))).isEqualTo("at-1");
        assertThat(outcome(provider.replaceRejected(VirtualFleet.ID, "at-1"))).isEqualTo("at-2");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-1");
        assertThat(fleet.row().credentials().text("note")).contains("keep-me");
        assertThat(fleet.lockIsFree()).isTrue();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void anotherTokenInTheCacheIsHandedOutWithOneRead() {
        Account account = fleet.stored(VALID);
        VirtualFleet.now(provider.getAccessToken(account));
        fleet.ports.operations.clear();
        assertThat(VirtualFleet.now(provider.replaceRejected(account, "older"))).isEqualTo("at-0");
        assertThat(fleet.ports.operations).containsExactly("cache.get");
    }

    @Test
    void anotherTokenThatTheProcessKnowsCostsNoCommand() {
        fleet.ports.near = true;
        Account account = fleet.stored(VALID);
        VirtualFleet.now(provider.getAccessToken(account));
        fleet.ports.operations.clear();
        assertThat(VirtualFleet.now(provider.replaceRejected(VirtualFleet.ID, "older")))
                .isEqualTo("at-0");
        assertThat(fleet.ports.operations).isEmpty();
        assertThat(outcome(provider.replaceRejected(account, "at-0"))).isEqualTo("at-1");
    }

    @Test
    void anotherTokenInTheRowIsPublishedAndHandedOutWhateverTheSnapshotSays() {
        Account old = fleet.stored(VALID);
        with(old, Map.of("access_token", "at-newer", "_token_version", 8L));
        assertThat(VirtualFleet.now(provider.replaceRejected(old, "at-0"))).isEqualTo("at-newer");
        assertThat(VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY)).version())
                .isEqualTo(8);
        assertThat(fleet.ports.operations).containsExactly("cache.get", "accounts.find", "cache.put");
    }

    @Test
    void whiteSpaceAroundATokenIsNoPartOfIt() {
        Account account = with(fleet.stored(VALID), Map.of("access_token", " at-0\n"));
        assertThat(outcome(provider.replaceRejected(account, "\tat-0 "))).isEqualTo("at-1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u00a0\n"})
    void aBlankOneIsRefusedBeforeAnythingIsAsked(@Nullable String blank) {
        Account account = fleet.stored(VALID);
        for (Mono<String> call :
                List.of(provider.replaceRejected(account, blank), provider.replaceRejected(VirtualFleet.ID, blank))) {
            assertThat(outcome(call))
                    .isInstanceOf(InvalidAccountException.class)
                    .hasToString(InvalidAccountException.class.getName()
                            + ": account 42: the rejected access token is blank");
        }
        assertThat(fleet.ports.operations).isEmpty();
    }

    @Test
    void accountsThatCannotBeServedAreErrorsAsEver() {
        @Nullable Account none = null;
        assertThat(outcome(provider.replaceRejected(none, "at-0"))).isInstanceOf(InvalidAccountException.class);
        Account foreign = new Account("7", "other", Account.OAUTH, Account.ACTIVE, Credentials.empty(), null);
        assertThat(outcome(provider.replaceRejected(foreign, "at-0")))
                .asString()
                .contains("not an openai/sora oauth account");
        assertThat(fleet.ports.operations).isEmpty();
        assertThat(outcome(provider.replaceRejected(43, "at-0"))).isInstanceOf(AccountNotFoundException.class);
        Account account = fleet.stored(VALID);
        fleet.ports.accounts.save(
                new Account(VirtualFleet.ID, "openai", Account.OAUTH, "disabled", account.credentials(), null));
        assertThat(outcome(provider.replaceRejected(account, "at-0"))).isInstanceOf(InvalidAccountException.class);
        fleet.ports.accounts.remove(VirtualFleet.ID);
        for (String rejected : new String[] {"at-0", "older"}) {
            assertThat(outcome(provider.replaceRejected(account, rejected)))
                    .isInstanceOf(AccountNotFoundException.class);
        }
        assertThat(fleet.redeemed).isEmpty();
    }

    @Test
    void aPlatformThatOthersRefreshGivesItsOtherTokenOrTheReason() {
        Account sora = new Account(
                VirtualFleet.ID,
                "sora",
                Account.OAUTH,
                Account.ACTIVE,
                fleet.stored(Duration.ofMinutes(1)).credentials(),
                null);
        fleet.ports.accounts.save(sora);
        assertThat(outcome(provider.replaceRejected(sora, "older"))).isEqualTo("at-0");
        assertThat(outcome(provider.replaceRejected(sora, "at-0")))
                .isInstanceOf(TokenRefreshPendingException.class)
                .asString()
                .contains("account 42", "still has the rejected token", "its own client");
        assertThat(fleet.ports.operations).doesNotContain("lock.tryAcquire");
    }

    @Test
    void anEndpointThatFailsIsACooldownAndTheRejectedTokenIsNotHandedOut() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        Account account = fleet.stored(VALID);
        RefreshingAccessTokenProvider other = fleet.instance("two");
        assertThat(outcomeAtOnce(provider.replaceRejected(account, "at-0")))
                .isInstanceOfSatisfying(
                        TokenRefreshPendingException.class,
                        pending -> assertThat(pending)
                                .hasMessageContaining("still has the rejected token")
                                .hasRootCauseMessage(
                                        Failing.with(Outcome.REJECTED, 503).getMessage()));
        assertThat(outcomeAtOnce(other.replaceRejected(account, "at-0")))
                .isInstanceOf(TokenRefreshPendingException.class);
        fleet.ports.operations.clear();
        assertThat(outcomeAtOnce(provider.replaceRejected(account, "at-0")))
                .isInstanceOf(TokenRefreshPendingException.class);
        assertThat(fleet.ports.operations).as("asked a moment ago").isEmpty();
        assertThat(fleet.redeemed).hasSize(1);
        fleet.advance(fleet.settings.failureCooldown());
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(9)));
        assertThat(outcome(other.replaceRejected(account, "at-0"))).isEqualTo("at-9");
    }

    private Object outcomeAtOnce(Mono<String> call) {
        var outcome =
                call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofMillis(500));
        return outcome.getNow("hanging");
    }

    @Test
    void anAccountThatNeedsALoginSaysSo() {
        fleet.refusing("invalid_grant", true);
        Account account = fleet.stored(VALID);
        for (int call = 0; call < 3; call++) {
            assertThat(outcome(provider.replaceRejected(account, "at-0")))
                    .isInstanceOf(ReauthorizationRequiredException.class);
        }
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aTableOutOfReachIsTheErrorAndNothingIsRedeemed() {
        Account account = fleet.stored(VALID);
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return operation.startsWith("accounts") ? Mono.error(new IllegalStateException("down")) : work;
            }
        });
        assertThat(outcome(provider.replaceRejected(account, "at-0"))).isInstanceOf(TokenStorageException.class);
        assertThat(fleet.redeemed).isEmpty();
    }

    /** A valid token would be served for as long as it lives, in case the attempt still ends: this one is of no use. */
    @Test
    void anAttemptThatNeverEndedDoesNotPutOffTheReplacement() {
        Account account = fleet.stored(VALID);
        VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, "dead/1", Duration.ofSeconds(30))));
        fleet.advance(Duration.ofSeconds(61));
        assertThat(outcome(provider.replaceRejected(account, "at-0"))).isEqualTo("at-1");
    }

    @Test
    void aServerThatGivesTheSameTokenAgainHasGivenNone() {
        fleet.endpointLatency = Duration.ZERO;
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(0)));
        Account account = fleet.stored(VALID);
        for (int call = 0; call < 5; call++) {
            assertThat(outcome(provider.replaceRejected(account, "at-0")))
                    .isInstanceOf(TokenRefreshPendingException.class);
        }
        assertThat(fleet.redeemed).hasSize(2);
    }

    @Test
    void whatAnUnknownCallerClaimsWasRejectedCostsNoRedemption() {
        Account account = fleet.stored(VALID);
        for (int call = 0; call < 20; call++) {
            assertThat(outcome(provider.replaceRejected(account, "invented-" + call)))
                    .isEqualTo("at-0");
        }
        assertThat(fleet.redeemed).isEmpty();
    }
}
