package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A server that does not say how long its tokens live: they are used for half an hour, and not refreshed at each miss. */
class UnknownLifetimeTest {

    private final VirtualFleet fleet = new VirtualFleet();

    UnknownLifetimeTest() {
        fleet.answering(account -> Mono.fromSupplier(() -> {
            Map<String, @Nullable Object> tokens = new HashMap<>();
            tokens.put("access_token", "at-" + fleet.redeemed.size());
            tokens.put("refresh_token", "rt-" + fleet.redeemed.size());
            tokens.put("expires_at", null);
            return new TokenGrant(tokens);
        }));
    }

    private void calls(RefreshingAccessTokenProvider provider, Duration span) {
        for (Duration passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plusSeconds(10)) {
            provider.getAccessToken(VirtualFleet.ID).onErrorReturn("").subscribe();
            fleet.advance(Duration.ofSeconds(10));
        }
    }

    @Test
    void anHourOfCallsTakesThreeRefreshesAtMost() {
        fleet.expired();
        calls(fleet.instance(), Duration.ofHours(1));
        assertThat(fleet.redeemed).hasSizeBetween(2, 3);
    }

    @Test
    void aTokenWhoseCacheEntryIsGoneIsServedFromItsRow() {
        fleet.expired();
        RefreshingAccessTokenProvider first = fleet.instance();
        calls(first, Duration.ofMinutes(1));
        VirtualFleet.now(fleet.ports.cache.evict(VirtualFleet.KEY));
        assertThat(VirtualFleet.now(first.getAccessToken(VirtualFleet.ID))).isEqualTo("at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }

    /** Nanoseconds, for example. Whoever stored it meant something that nobody can tell. */
    @Test
    void anExpiryThatCannotBeReadIsNoUnknownLifetime() {
        Account row = fleet.stored(Duration.ofHours(1));
        fleet.ports.accounts.save(row.withCredentials(row.credentials()
                .with(Map.of("expires_at", 1795990552000000000L, "_token_version", fleet.clock.millis()))));
        calls(fleet.instance(), Duration.ofSeconds(20));
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void oneThatTheUpstreamRejectsIsReplacedAllTheSame() {
        fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance();
        calls(provider, Duration.ofMinutes(1));
        var other = provider.replaceRejected(VirtualFleet.ID, "at-1").toFuture();
        fleet.advance(Duration.ofSeconds(10));
        assertThat(other.getNow("hanging")).isEqualTo("at-2");
    }
}
