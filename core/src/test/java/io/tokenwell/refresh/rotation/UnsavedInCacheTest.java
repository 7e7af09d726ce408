package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.RefreshMode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A pair that waits for the table, whose row has a new login of which this instance cannot know. */
class UnsavedInCacheTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private void login() {
        Account row = fleet.row();
        fleet.ports.accounts.save(row.withCredentials(row.credentials()
                .with(Map.of(
                        "access_token",
                        "at-login",
                        "refresh_token",
                        "rt-login",
                        "expires_at",
                        fleet.clock.instant().plus(Duration.ofHours(1)).toString(),
                        "_token_version",
                        fleet.clock.millis()))));
    }

    /** Its answer comes after the login, and the table is out of reach then. */
    private String answerOfBeforeTheLogin() {
        var answer = provider.getAccessToken(fleet.expired()).toFuture();
        fleet.advance(Duration.ofMillis(50));
        login();
        VirtualFleet.now(fleet.instance().invalidate(fleet.row()).thenReturn(true));
        fleet.ports.failing("accounts.complete", "accounts.find");
        fleet.advance(Duration.ofSeconds(5));
        assertThat(fleet.redeemed).containsExactly("rt-0");
        return answer.getNow("hanging");
    }

    @Test
    void itDoesNotReplaceTheLoginsTokenInTheCache() {
        answerOfBeforeTheLogin();
        assertThat(VirtualFleet.now(fleet.instance().getAccessToken(VirtualFleet.ID)))
                .isEqualTo("at-login");
    }

    @Test
    void andTheLoginsTokenIsHandedOutInItsPlace() {
        assertThat(answerOfBeforeTheLogin()).isEqualTo("at-login");
    }

    /** What is left of a token may be too little to be cached, and the row be out of reach. */
    @Test
    void aTokenThatIsNotCachedGivesWayToANewerOneThatIs() {
        fleet.settings = fleet.settings.toBuilder()
                .freshness(fleet.settings.freshness().toBuilder()
                        .mode(RefreshMode.BACKGROUND)
                        .build())
                .build();
        RefreshingAccessTokenProvider behind = fleet.instance();
        Account old = fleet.stored(Duration.ofMillis(5_800));
        fleet.ports.bending(
                "accounts.find",
                work -> Mono.delay(Duration.ofSeconds(10), fleet.time).then(work));
        var answer = behind.getAccessToken(old).toFuture();
        fleet.ports.hook(HookedPorts.Hook.NONE);
        login();
        VirtualFleet.now(provider.invalidate(fleet.row()).thenReturn(true));
        fleet.advance(Duration.ofSeconds(10));
        assertThat(answer.getNow("hanging")).isEqualTo("at-login");
    }
}
