package io.tokenwell.refresh.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.refresh.RefreshAhead;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Refreshing ahead for a platform whose server refuses everybody. */
class AheadAtRestTest {

    private final AheadFleet ahead = new AheadFleet();

    @Test
    void aCrowdThatIsRefusedIsNotBelievedAndCostsFewRequests() {
        ahead.store(500, Duration.ofMinutes(3), Duration.ofMinutes(12));
        ahead.fleet.refusing("invalid_grant", true);
        RefreshAhead one = ahead.started("a");
        ahead.advance(Duration.ofSeconds(75));
        assertThat(ahead.fleet.redeemed).hasSizeBetween(3, 10);
        assertThat(one.snapshot().renewed()).isZero();
        ahead.fleet.answering(account -> Mono.fromSupplier(() -> ahead.fleet.grant(1)));
        ahead.advance(Duration.ofMinutes(5));
        assertThat(one.snapshot().renewed()).isEqualTo(500);
    }
}
