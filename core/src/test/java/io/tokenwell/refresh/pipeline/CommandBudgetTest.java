package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many commands each way through the pipeline costs. */
class CommandBudgetTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    @Test
    void aHitIsOneCacheReadAndNothingElse() {
        Account account = fleet.stored(Duration.ofHours(1));
        VirtualFleet.now(provider.getAccessToken(account));
        fleet.ports.operations.clear();
        assertThat(VirtualFleet.now(provider.getAccessToken(account))).isEqualTo("at-0");
        assertThat(fleet.ports.operations).containsExactly("cache.get");
    }

    @Test
    void whatTheProcessKnowsCostsNoCommand() {
        fleet.ports.near = true;
        Account account = fleet.stored(Duration.ofHours(1));
        VirtualFleet.now(provider.getAccessToken(account));
        fleet.ports.operations.clear();
        assertThat(VirtualFleet.now(provider.getAccessToken(account))).isEqualTo("at-0");
        assertThat(VirtualFleet.now(provider.getAccessToken(VirtualFleet.ID))).isEqualTo("at-0");
        assertThat(fleet.ports.operations).isEmpty();
    }

    @Test
    void aHitByIdIsOneCacheReadAndNothingElse() {
        VirtualFleet.now(provider.getAccessToken(fleet.stored(Duration.ofHours(1))));
        fleet.ports.operations.clear();
        assertThat(VirtualFleet.now(provider.getAccessToken(VirtualFleet.ID))).isEqualTo("at-0");
        assertThat(fleet.ports.operations).containsExactly("cache.get");
    }

    @Test
    void aMissWithoutRefreshReadsCacheAndRowOnceAndWritesTheCacheOnce() {
        VirtualFleet.now(provider.getAccessToken(fleet.stored(Duration.ofHours(1))));
        assertThat(fleet.ports.operations).containsExactly("cache.get", "accounts.find", "cache.put");
    }

    @Test
    void aMissByIdReadsTheRowOnce() {
        fleet.stored(Duration.ofHours(1));
        VirtualFleet.now(provider.getAccessToken(VirtualFleet.ID));
        assertThat(fleet.ports.operations).containsExactly("cache.get", "accounts.find", "cache.put");
    }

    @Test
    void aRefreshIsTwoStatements() {
        provider.getAccessToken(fleet.expired()).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.ports.operations)
                .containsExactly(
                        "cache.get",
                        "lock.tryAcquire",
                        "cache.get",
                        "accounts.claim",
                        "escrow.find",
                        "endpoint",
                        "accounts.complete",
                        "cache.put",
                        "lock.release");
    }

    @Test
    void aFailedRefreshIsTwoStatements() {
        fleet.refusing("temporarily_unavailable", false);
        provider.getAccessToken(fleet.stored(Duration.ofMinutes(1))).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.ports.operations)
                .filteredOn(operation -> operation.startsWith("accounts"))
                .containsExactly("accounts.claim", "accounts.postpone");
    }

    @Test
    void aSharedCooldownCostsARefreshOneCommand() {
        fleet.sharedCooldown = true;
        fleet.instance().getAccessToken(fleet.expired()).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.ports.operations).containsOnlyOnce("cooldown.find").doesNotContain("cooldown.start");
    }
}
