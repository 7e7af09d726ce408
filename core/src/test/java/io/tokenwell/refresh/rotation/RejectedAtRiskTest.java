package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A token is rejected while the table, which can be read, does not take it. */
class RejectedAtRiskTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private Object replaced(Account account, String rejected) {
        Mono<String> call = provider.replaceRejected(account, rejected);
        var outcome =
                call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofSeconds(30));
        return outcome.getNow("hanging");
    }

    @Test
    void theTokenFromBeforeItIsNoAnswer() {
        Account account = fleet.stored(Duration.ofHours(1));
        fleet.ports.failing("accounts.complete");
        assertThat(replaced(account, "at-0")).isEqualTo("at-1");
        assertThat(replaced(account, "at-1"))
                .isInstanceOfSatisfying(
                        TokenRefreshPendingException.class,
                        pending -> assertThat(pending).hasMessageContaining("has not taken its last refresh"));
        assertThat(replaced(account, "at-0")).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
        fleet.ports.failing();
        fleet.advance(Duration.ofSeconds(30));
        assertThat(replaced(account, "at-1")).isEqualTo("at-2");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-1");
    }
}
