package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Credentials;
import io.tokenwell.ProviderHealth;
import io.tokenwell.Secret;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.spi.EscrowedRotation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Rotations at risk that never reach the table: what is told, and what is not claimed. */
class GivenUpRotationTest {

    private final VirtualFleet fleet = withEscrowForAnHour();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    /** A week of tries, as by default, would tell no more. */
    private static VirtualFleet withEscrowForAnHour() {
        VirtualFleet fleet = new VirtualFleet();
        fleet.settings = fleet.settings.toBuilder()
                .freshness(FreshnessSettings.builder()
                        .maximumTtl(Duration.ofMinutes(50))
                        .build())
                .escrowTtl(Duration.ofHours(1))
                .build();
        return fleet;
    }

    private void refreshWithoutTable() {
        fleet.ports.failing("accounts.complete");
        provider.getAccessToken(fleet.expired()).subscribe();
        fleet.advance(Duration.ofMillis(900));
    }

    @Test
    void afterTheLifeOfEscrowItIsGivenUpAndToldAndHealthIsNotDownForEver() {
        refreshWithoutTable();
        assertThat(provider.health()).isEqualTo(new ProviderHealth(1, 0));
        fleet.advance(fleet.settings.escrowTtl().plusMinutes(1));
        assertThat(fleet.events).last().isEqualTo(new TokenEvent.RotationGivenUp(VirtualFleet.ID));
        assertThat(provider.health()).matches(ProviderHealth::up);
    }

    @Test
    void aLoginMeanwhileWinsAndThatIsTold() {
        refreshWithoutTable();
        var row = fleet.row();
        fleet.ports.accounts.save(
                row.withCredentials(row.credentials().with(Map.of("refresh_token", "rt-new", "_token_version", 99L))));
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.events).last().isEqualTo(new TokenEvent.RotationSuperseded(VirtualFleet.ID));
        assertThat(provider.health()).matches(ProviderHealth::up);
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-new");
    }

    /** A login without a version came after one with a version: escrow holds a pair that counts as newer. */
    @Test
    void whatEscrowDoesNotTakeIsNotCalledSafe() {
        Credentials older = Credentials.of(Map.of("refresh_token", "rt-superseded"));
        EscrowedRotation superseded = new EscrowedRotation(VirtualFleet.KEY, 1_000, Secret.of("rt-before"), older);
        fleet.escrow.keep(superseded, Duration.ofDays(1)).subscribe();
        refreshWithoutTable();
        assertThat(provider.health()).isEqualTo(new ProviderHealth(1, 1));
        assertThat(fleet.events).contains(new TokenEvent.RotationAtRisk(VirtualFleet.ID, false));
        fleet.ports.hook(Hook.NONE);
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
    }

    @Test
    void anEscrowThatSaysNothingIsNoEscrow() {
        fleet.ports.hook(new Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return switch (operation) {
                    case "escrow.keep" -> Mono.empty();
                    case "accounts.complete" -> Mono.error(new IllegalStateException("down"));
                    default -> work;
                };
            }
        });
        provider.getAccessToken(fleet.expired()).subscribe();
        fleet.advance(Duration.ofMillis(900));
        assertThat(provider.health()).isEqualTo(new ProviderHealth(1, 1));
    }
}
