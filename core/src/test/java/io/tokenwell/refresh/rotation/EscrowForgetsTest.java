package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An escrow that was restarted, failed over or flushed, while the table is away and a pair waits for it. */
class EscrowForgetsTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    @BeforeEach
    void aPairWaitsForTheTable() {
        fleet.ports.failing("accounts.complete");
        assertThat(answer()).isEqualTo("at-1");
    }

    private String answer() {
        var answer = provider.getAccessToken(fleet.expired()).toFuture();
        fleet.advance(Duration.ofMillis(900));
        return answer.getNow("hanging");
    }

    private void forgotten() {
        fleet.escrow
                .remove(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY)))
                .subscribe();
    }

    /** The process may die next: others need the pair then. */
    @Test
    void isToldAgainByTheProcessThatKnowsThePair() {
        for (int time = 0; time < 3; time++) {
            forgotten();
            fleet.advance(Duration.ofSeconds(6));
            assertThat(VirtualFleet.now(fleet.escrow.find(VirtualFleet.KEY))).isNotNull();
        }
    }

    @Test
    void isNotBelievedByTheProcessThatKnowsThePair() {
        fleet.ports.failing("accounts.complete", "escrow.keep");
        forgotten();
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        fleet.advance(Duration.ofSeconds(61));
        assertThat(answer()).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }
}
