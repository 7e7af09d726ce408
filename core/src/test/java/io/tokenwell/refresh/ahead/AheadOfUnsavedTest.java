package io.tokenwell.refresh.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refreshing ahead where the cache knows more than the table. */
class AheadOfUnsavedTest {

    private final AheadFleet ahead = new AheadFleet();

    /** The cache serves what was redeemed, escrow keeps it, its process is dead: only the table does not know. */
    @Test
    void aTokenThatOnlyTheCacheHasIsNoRenewalButBroughtIntoTheTable() {
        Account row = ahead.store(1, Duration.ofMinutes(6), Account.ACTIVE);
        RefreshClaim claim = VirtualFleet.now(
                ahead.fleet.ports.accounts.claimRefresh(new ClaimRequest("1", "dead/1", Duration.ofSeconds(1))));
        Account renewed = row.withCredentials(row.credentials()
                .with(ahead.fleet.grant(5).credentials())
                .with(Map.of("_token_version", row.credentials().tokenVersion() + 1)));
        ahead.fleet
                .escrow
                .keep(Rotations.of(claim, renewed), Duration.ofDays(1))
                .subscribe();
        ahead.fleet
                .ports
                .cache
                .put(AccountKey.of(row), CachedToken.of(renewed).orElseThrow(), Duration.ofHours(1))
                .subscribe();
        ahead.fleet.ports.failing("accounts.unfinished");
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofMinutes(2));
        Account stored = VirtualFleet.now(ahead.fleet.ports.accounts.findById("1"));
        assertThat(stored.credentials().text("refresh_token")).contains("rt-5");
        assertThat(one.snapshot().renewed()).isEqualTo(1);
        assertThat(ahead.redemptions()).isZero();
    }
}
