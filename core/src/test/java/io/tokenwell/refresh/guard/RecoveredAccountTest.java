package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEvent.AccountRecovered;
import io.tokenwell.TokenEvent.LoginRequired;
import io.tokenwell.TokenEvent.Reinstated;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.RefusalRules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an account comes back that was marked as needing a login. */
class RecoveredAccountTest extends RefusingPlatform {

    private static final AccountRecovered RECOVERED = new AccountRecovered("1");

    private void marked() {
        refuse(1);
        assertThat(told(LoginRequired.class)).hasSize(1);
        server.misconfigured = null;
    }

    private void login(Map<String, Object> changes) {
        Account row = row();
        fleet.ports.accounts.save(row.withCredentials(row.credentials().with(changes)));
    }

    private Account row() {
        return io.tokenwell.refresh.VirtualFleet.now(fleet.ports.accounts.findById("1"));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void aLoginWithAnotherRefreshTokenIsToldOnce(long version) {
        marked();
        String until = fleet.clock.instant().plus(Duration.ofHours(1)).toString();
        login(Map.of(
                "access_token", "at-login", "refresh_token", "rt-9", "_token_version", version, "expires_at", until));
        assertThat(answer(1)).isEqualTo("at-login");
        assertThat(answer(1)).isEqualTo("at-login");
        assertThat(told(AccountRecovered.class)).containsExactly(RECOVERED);
    }

    @Test
    void aLoginThatBringsTheSameRefreshTokenIsOneByItsVersion() {
        marked();
        login(Map.of("_token_version", 8L));
        assertThat(answer(1)).isEqualTo("at-1");
        assertThat(told(AccountRecovered.class)).containsExactly(RECOVERED);
        assertThat(told(Reinstated.class)).isEmpty();
    }

    @Test
    void anEditOfOtherKeysIsNoLogin() {
        marked();
        login(Map.of("note", "edited"));
        assertThat(answer(1)).isInstanceOf(ReauthorizationRequiredException.class);
        assertThat(told(AccountRecovered.class)).isEmpty();
    }

    @Test
    void aMarkThatIsTakenBackIsFollowedByTheRecovery() {
        marked();
        provider.reinstate(1).subscribe();
        assertThat(told(Reinstated.class)).hasSize(1);
        assertThat(told(AccountRecovered.class)).as("nobody was served yet").isEmpty();
        assertThat(answer(1)).isEqualTo("at-1");
        assertThat(told(AccountRecovered.class)).containsExactly(RECOVERED);
    }

    @Test
    void anOldMarkThatIsTriedAgainByAnotherInstance() {
        marked();
        fleet.advance(Duration.ofHours(2));
        RefreshingAccessTokenProvider other = fleet.instance("other");
        other.getAccessToken(1).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(told(AccountRecovered.class)).containsExactly(RECOVERED);
    }

    @Test
    void refusedAgainAfterItWasTakenBackIsNews() {
        marked();
        provider.reinstate(1).subscribe();
        refuse(1);
        assertThat(told(LoginRequired.class)).hasSize(2);
        assertThat(told(AccountRecovered.class)).isEmpty();
    }

    @Test
    void anAccountThatNeverNeededALoginHasNotRecovered() {
        fleet.stored(1, Duration.ofMinutes(-1));
        assertThat(answer(1)).isEqualTo("at-1");
        assertThat(told(AccountRecovered.class)).isEmpty();
    }

    @Test
    void itMayTakeSeveralRefusalsInARow() {
        fleet.platform = fleet.platform.toBuilder()
                .refusals(RefusalRules.builder().inARow(9).terminalAfter(3).build())
                .build();
        RefreshingAccessTokenProvider patient = fleet.instance("patient");
        fleet.stored(1, Duration.ofMinutes(-1));
        Details away = new Details(TokenEndpointException.Outcome.REJECTED, 503, null, false, null);
        for (Details answer : new Details[] {REFUSED, REFUSED, away, REFUSED, REFUSED}) {
            server.misconfigured = answer;
            patient.getAccessToken(1).subscribe(token -> {}, failure -> {});
            fleet.advance(Duration.ofMinutes(6));
            assertThat(told(LoginRequired.class))
                    .as("an outage between begins the row anew")
                    .isEmpty();
        }
        patient.getAccessToken(1).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofMinutes(6));
        assertThat(told(LoginRequired.class)).hasSize(1);
        assertThat(server.requests).hasSize(6);
    }
}
