package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.ExpiredTokenPolicy;
import io.tokenwell.refresh.settings.FreshnessSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A token is found valid and dies before it is handed out: something took long, or the process stood still. */
class DyingTokenTest {

    private final VirtualFleet fleet = new VirtualFleet();

    private String answer() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        fleet.ports.bending(
                "lock.release",
                work -> Mono.delay(Duration.ofMillis(200), fleet.time).then(work));
        var answer = fleet.instance()
                .getAccessToken(fleet.stored(Duration.ofMillis(400)))
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture();
        fleet.advance(Duration.ofSeconds(1));
        return answer.getNow("hanging");
    }

    @Test
    void itIsNoSuccess() {
        assertThat(answer()).isEqualTo("TokenRefreshPendingException");
    }

    @Test
    void exceptWhereTheOriginalsPolicyIsWanted() {
        fleet.settings = fleet.settings.toBuilder()
                .freshness(FreshnessSettings.builder()
                        .expiredTokens(ExpiredTokenPolicy.SERVE)
                        .build())
                .build();
        assertThat(answer()).isEqualTo("at-0");
    }
}
