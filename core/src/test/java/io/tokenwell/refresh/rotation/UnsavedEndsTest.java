package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEvent.RotationSuperseded;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What remains when a pair that waited for the table has come to its end: no claim, and nothing in the cache that should not be. */
class UnsavedEndsTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private Object refresh() {
        var answer = provider.getAccessToken(fleet.expired())
                .map(token -> (Object) token)
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofMillis(900));
        return answer.getNow("hanging");
    }

    private void changed(Map<String, Object> changes) {
        Account row = fleet.row();
        fleet.ports.accounts.save(row.withCredentials(row.credentials().with(changes)));
    }

    private void login() {
        changed(Map.of("access_token", "at-login", "refresh_token", "rt-login", "_token_version", 99L));
    }

    private CachedToken cached() {
        return VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY));
    }

    /** The next refresh, of the new login's token, need not wait for it to expire. */
    @Test
    void aPairThatLostAgainstALoginGivesItsClaimBack() {
        fleet.ports.failing("accounts.complete");
        assertThat(refresh()).isEqualTo("at-1");
        login();
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.claimIsFree()).isTrue();
    }

    @Test
    void soDoesOneThatLostAtOnceAlsoWhereTheTableHangsThen() {
        AtomicInteger abandoned = new AtomicInteger();
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.fromRunnable(this::login)
                        .then(Mono.fromRunnable(() -> fleet.ports.bending(
                                "accounts.abandon",
                                again -> abandoned.incrementAndGet() == 1
                                        ? Mono.error(new IllegalStateException("down"))
                                        : again)))
                        .then(work));
        assertThat(refresh()).isNotEqualTo("at-1");
        fleet.advance(Duration.ofSeconds(1));
        assertThat(abandoned).hasValue(2);
        assertThat(fleet.claimIsFree()).isTrue();
    }

    /** The table compares version and refresh token, and so does the look at it. */
    @Test
    void aRowThatStillHasTheTokenItWasRedeemedFromTakesThePair() {
        AtomicInteger tries = new AtomicInteger();
        fleet.ports.bending(
                "accounts.complete",
                work -> Mono.defer(() -> {
                    if (tries.incrementAndGet() > 1) {
                        return work;
                    }
                    changed(Map.of("access_token", "at-by-hand"));
                    return Mono.error(new IllegalStateException("lost"));
                }));
        assertThat(refresh()).isEqualTo("at-1");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.events).noneMatch(RotationSuperseded.class::isInstance);
    }

    /** The fence of an invalidation lasts for minutes, an outage may last longer. */
    @Test
    void anAccountThatWentOutOfUseMeanwhileIsNotServedFromTheCache() {
        fleet.ports.failing("accounts.complete");
        assertThat(refresh()).isEqualTo("at-1");
        Account row = fleet.row();
        fleet.ports.accounts.save(
                new Account(row.id(), row.platform(), row.type(), "disabled", row.credentials(), row.proxy()));
        VirtualFleet.now(fleet.instance().invalidate(fleet.row()).thenReturn(true));
        fleet.advance(Duration.ofMinutes(6));
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(2));
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(cached().token().expose()).isBlank();
    }

    /** The answer's refresh token is in escrow only: nobody knows whether it comes into the table. */
    @Test
    void theOldTokenBesideAPairWithoutOneIsNoNewerInTheCacheThanItsRow() {
        fleet.answering(account -> Mono.just(new TokenGrant(Map.of("access_token", " ", "refresh_token", "rt-1"))));
        Account row = fleet.stored(Duration.ofMinutes(2));
        fleet.ports.failing("accounts.complete", "accounts.find");
        var answer = provider.getAccessToken(row).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-0");
        assertThat(cached().version()).isEqualTo(row.credentials().tokenVersion() + 1);
    }
}
