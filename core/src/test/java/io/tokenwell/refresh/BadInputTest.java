package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Whatever a caller hands in gets a typed error or its documented reading. */
class BadInputTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private AccessTokenException errorOf(Mono<String> call) {
        var answer = call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isInstanceOf(AccessTokenException.class);
        return (AccessTokenException) answer.getNow("hanging");
    }

    @Test
    void noAccount() {
        @Nullable Account none = null;
        AccessTokenException error = errorOf(provider.getAccessToken(none));
        assertThat(error).isInstanceOf(InvalidAccountException.class).hasMessageContaining("account is nil");
        assertThat(error.retryable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"anthropic,oauth", "OpenAI,oauth", "'',oauth", "openai,apikey", "openai,OAuth"})
    void aForeignPlatformOrType(String platform, String type) {
        Account foreign = new Account("7", platform, type, Account.ACTIVE, Credentials.empty(), null);
        assertThat(errorOf(provider.getAccessToken(foreign)))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessage("account 7: not an openai/sora oauth account");
        assertThat(fleet.ports.operations).isEmpty();
    }

    @Test
    void anAccountThatWasDeleted() {
        Account deleted = fleet.expired();
        fleet.ports.accounts.remove(VirtualFleet.ID);
        assertThat(errorOf(provider.getAccessToken(deleted))).isInstanceOf(AccountNotFoundException.class);
        assertThat(errorOf(provider.getAccessToken(VirtualFleet.ID))).isInstanceOf(AccountNotFoundException.class);
        assertThat(fleet.redeemed).isEmpty();
    }

    @Test
    void anAccountThatWasDeletedIsAnErrorAlsoWhileItsTokenIsValid() {
        Account deleted = fleet.stored(Duration.ofSeconds(100));
        fleet.ports.accounts.remove(VirtualFleet.ID);
        assertThat(errorOf(provider.getAccessToken(deleted))).isInstanceOf(AccountNotFoundException.class);
    }

    @Test
    void anAccountThatWasDisabledIsNotServedEvenWhereNoRefreshIsDue() {
        Account snapshot = fleet.stored(Duration.ofHours(1));
        fleet.ports.accounts.save(
                new Account(VirtualFleet.ID, "openai", Account.OAUTH, "disabled", snapshot.credentials(), null));
        assertThat(errorOf(provider.getAccessToken(snapshot))).isInstanceOf(InvalidAccountException.class);
    }

    @Test
    void aTableThatHangsIsATypedErrorForCallersById() {
        fleet.stored(Duration.ofHours(1));
        fleet.ports.bending("accounts.find", work -> Mono.never());
        var answer = provider.getAccessToken(VirtualFleet.ID)
                .map(token -> (Object) token)
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofSeconds(6));
        assertThat(answer.getNow("hanging")).isInstanceOf(TokenStorageException.class);
    }

    @Test
    void anAccountThatWasDisabledIsNotRefreshed() {
        Account snapshot = fleet.expired();
        fleet.ports.accounts.save(
                new Account(VirtualFleet.ID, "openai", Account.OAUTH, "disabled", snapshot.credentials(), null));
        assertThat(errorOf(provider.getAccessToken(snapshot)))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessageContaining("disabled");
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void credentialsOfWrongKindsAreReadAsDocumented() {
        Account odd = Account.active(
                VirtualFleet.ID,
                "openai",
                Credentials.of(Map.of(
                        "access_token",
                        List.of("at"),
                        "refresh_token",
                        Map.of("a", 1),
                        "expires_at",
                        true,
                        "_token_version",
                        "x")));
        fleet.ports.accounts.save(odd);
        fleet.refusing("invalid_request", false);
        AccessTokenException error = errorOf(provider.getAccessToken(odd));
        assertThat(error).hasMessageContaining("access_token not found in credentials");
        assertThat(error.getCause()).hasMessageContaining("invalid_request");
        assertThat(fleet.row()).isEqualTo(odd);
    }

    @Test
    void aBuilderWithoutRepository() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RefreshingAccessTokenProvider.builder().build())
                .withMessageContaining("call repository(...)");
    }

    @Test
    void withoutAnEndpointTheStoredTokenIsServedWhileValid() {
        RefreshingAccessTokenProvider bare = RefreshingAccessTokenProvider.builder()
                .repository(fleet.ports)
                .endpoint(TokenEndpoint.none())
                .clock(fleet.clock)
                .build();
        Account valid = fleet.stored(Duration.ofSeconds(100));
        assertThat(VirtualFleet.now(bare.getAccessToken(valid))).isEqualTo("at-0");
        VirtualFleet.now(bare.invalidate(valid).thenReturn("done"));
        assertThat(errorOf(bare.getAccessToken(fleet.expired())))
                .hasMessageContaining("cooldown")
                .cause()
                .hasMessageContaining("no token endpoint is configured");
    }

    @Test
    void invalidateMakesTheNextCallReadTheRow() {
        Account old = fleet.stored(Duration.ofHours(1));
        VirtualFleet.now(provider.getAccessToken(old));
        Account login = old.withCredentials(old.credentials().with(Map.of("access_token", "at-new")));
        fleet.ports.accounts.save(login);
        VirtualFleet.now(provider.invalidate(old).thenReturn("done"));
        assertThat(VirtualFleet.now(provider.getAccessToken(VirtualFleet.ID))).isEqualTo("at-new");
    }
}
