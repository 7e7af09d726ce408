package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** After a new login nobody is served what came of an older one. */
class InvalidateTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private void login(Duration life) {
        Account row = fleet.row();
        fleet.ports.accounts.save(row.withCredentials(row.credentials()
                .with(Map.of(
                        "access_token",
                        "at-login",
                        "refresh_token",
                        "rt-login",
                        "expires_at",
                        fleet.clock.instant().plus(life).toString(),
                        "_token_version",
                        row.credentials().tokenVersion() + 1))));
    }

    private String answer() {
        var answer = fleet.instance().getAccessToken(VirtualFleet.ID).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        return answer.getNow("hanging");
    }

    /** The publication of what was redeemed before the login is under way for a second. */
    private void invalidatedWhileAnOlderTokenIsPublished(Duration lifeOfTheLogin) {
        fleet.ports.bending(
                "cache.put",
                work -> Mono.delay(Duration.ofMillis(900), fleet.time).then(work));
        provider.getAccessToken(fleet.expired()).subscribe();
        fleet.advance(Duration.ofMillis(400));
        assertThat(fleet.row().credentials().text("access_token")).contains("at-1");
        login(lifeOfTheLogin);
        fleet.ports.hook(HookedPorts.Hook.NONE);
        VirtualFleet.now(provider.invalidate(fleet.row()).thenReturn(true));
        fleet.advance(Duration.ofSeconds(2));
    }

    @Test
    void anOlderTokenThatIsPublishedAfterwardsIsNotCached() {
        invalidatedWhileAnOlderTokenIsPublished(Duration.ofHours(1));
        assertThat(answer()).isEqualTo("at-login");
    }

    @Test
    void norWhereTheLoginsOwnTokenIsDueAtOnce() {
        invalidatedWhileAnOlderTokenIsPublished(Duration.ofMinutes(-1));
        assertThat(answer()).isEqualTo("at-2");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-login");
    }

    @Test
    void aTableThatCannotBeReadDoesNotKeepTheTokenFromBeingForgotten() {
        VirtualFleet.now(provider.getAccessToken(fleet.stored(Duration.ofHours(1))));
        fleet.ports.failing("accounts.find");
        VirtualFleet.now(provider.invalidate(fleet.row()).thenReturn(true));
        assertThat(VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY))).isNull();
    }
}
