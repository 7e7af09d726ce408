package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.HookedPorts.Hook;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An account that is refreshed anew while this process does not know yet what became of the rotation before. */
class TwoRotationsTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();
    private final AtomicBoolean second = new AtomicBoolean();

    private String answer() {
        var answer = provider.getAccessToken(VirtualFleet.ID).toFuture();
        fleet.advance(Duration.ofMillis(900));
        return answer.getNow("hanging");
    }

    /** All statements but the second refresh's fail, as far as this process can see. */
    private void onlyTheSecondIsSeenToBeStored() {
        fleet.answering(row -> Mono.fromSupplier(() -> {
            second.set(fleet.redeemed.size() == 2);
            return fleet.grant(fleet.redeemed.size());
        }));
        fleet.ports.hook(new Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return operation.equals("accounts.complete") && !second.getAndSet(false)
                        ? Mono.error(new IllegalStateException("no reply"))
                        : work;
            }
        });
    }

    @Test
    void theLaterOneIsToldAsStoredThoughTheEarlierOneIsStillTriedAgain() {
        onlyTheSecondIsSeenToBeStored();
        Account row = fleet.expired();
        assertThat(answer()).isEqualTo("at-1");
        assertThat(fleet.told)
                .filteredOn(TokenEvent.Refreshed.class::isInstance)
                .isEmpty();
        fleet.ports.accounts.save(row.withCredentials(row.credentials()
                .with(fleet.grant(1).credentials())
                .with(Map.of("expires_at", "2001-01-01T00:00:00Z", "_token_version", 100L))));
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        fleet.advance(Duration.ofSeconds(61));
        assertThat(answer()).isEqualTo("at-2");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-1");
        assertThat(fleet.told)
                .filteredOn(TokenEvent.Refreshed.class::isInstance)
                .hasSize(1);
        assertThat(provider.health().unsavedRotations()).isEqualTo(1);
    }
}
