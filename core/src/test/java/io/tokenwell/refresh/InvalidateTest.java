package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.CachedToken;
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

    private static Throwable failure(Mono<Void> work) {
        return VirtualFleet.now(work.<Throwable>then(Mono.empty()).onErrorResume(Mono::just));
    }

    @Test
    void aTableThatCannotBeReadIsToldAndTheTokenForgottenAllTheSame() {
        VirtualFleet.now(provider.getAccessToken(fleet.stored(Duration.ofHours(1))));
        fleet.ports.failing("accounts.find");
        assertThat(failure(provider.invalidate(fleet.row())))
                .isInstanceOf(TokenStorageException.class)
                .hasMessageContaining("find");
        fleet.ports.hook(HookedPorts.Hook.NONE);
        assertThat(cached()).isBlank();
    }

    /** Somebody was about to publish the older one, and the login could not be read. */
    @Test
    void thenNoOlderTokenIsCachedEither() {
        VirtualFleet.now(provider.getAccessToken(fleet.stored(Duration.ofHours(1))));
        CachedToken older = VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY));
        login(Duration.ofHours(1));
        fleet.ports.failing("accounts.find");
        failure(provider.invalidate(fleet.row()));
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.ports.cache.put(VirtualFleet.KEY, older, Duration.ofHours(1)).subscribe();
        assertThat(answer()).isEqualTo("at-login");
        assertThat(failure(provider.invalidate(fleet.row()))).isNull();
        assertThat(cached()).as("to call again makes up for it").isEqualTo("at-login");
    }

    @Test
    void aCacheThatDoesNotTakeTheFenceIsTold() {
        fleet.stored(Duration.ofHours(1));
        fleet.ports.failing("cache.put");
        assertThat(failure(provider.invalidate(fleet.row()))).isInstanceOf(TokenStorageException.class);
    }

    @Test
    void anAccountThatIsOutOfUseOrGoneIsNotCached() {
        Account stored = fleet.stored(Duration.ofHours(1));
        VirtualFleet.now(provider.getAccessToken(stored));
        fleet.ports.accounts.remove(VirtualFleet.ID);
        assertThat(failure(provider.invalidate(stored))).isInstanceOf(AccountNotFoundException.class);
        assertThat(cached()).isBlank();
    }

    private String cached() {
        CachedToken entry = VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY));
        return entry == null ? "" : entry.token().expose();
    }

    /** The older row's token came into the cache while the pair waited for the table. */
    @Test
    void aRotationThatIsSavedAtLastReplacesTheOlderRowsTokenInTheCache() {
        Account row = fleet.stored(Duration.ofMinutes(2));
        fleet.ports.failing("accounts.complete");
        var first = provider.getAccessToken(row).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(first.getNow("hanging")).isEqualTo("at-1");
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        CachedToken older = CachedToken.of(row).orElseThrow();
        fleet.ports.cache.put(VirtualFleet.KEY, older, Duration.ofHours(1)).subscribe();
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(cached()).isEqualTo("at-1");
    }

    @Test
    void aRotationThatALoginHasReplacedLeavesTheCacheToTheLogin() {
        fleet.expired();
        fleet.ports.failing("accounts.complete");
        var first = provider.getAccessToken(VirtualFleet.ID).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(first.getNow("hanging")).isEqualTo("at-1");
        login(Duration.ofHours(1));
        fleet.ports.hook(HookedPorts.Hook.NONE);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(cached()).isEqualTo("at-login");
    }
}
