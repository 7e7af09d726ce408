package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** An operator, or NTP, sets a date ahead: what waits for others' answers has not waited longer for that. */
class DateSetAheadTest {

    private static final Duration LOCK = Duration.ofSeconds(30);

    private final VirtualFleet fleet = new VirtualFleet();
    private Duration ahead = Duration.ZERO;

    private final RefreshingAccessTokenProvider tokens = RefreshingAccessTokenProvider.builder()
            .repository(fleet.ports)
            .cache(fleet.ports)
            .lock(fleet.ports)
            .escrow(fleet.ports.hookedEscrow())
            .endpoint(account -> Mono.never())
            .clock(new Ahead())
            .scheduler(fleet.time, () -> fleet.time.now(TimeUnit.NANOSECONDS))
            .random(() -> 0.5)
            .build();

    private final class Ahead extends Clock {

        @Override
        public Instant instant() {
            return fleet.clock.instant().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return fleet.clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private RefreshClaim claimed(String owner) {
        return VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, owner, LOCK, LOCK)));
    }

    @Test
    void nobodySendsTheTokenWhileItsAnswerMayStillCome() {
        fleet.expired();
        var answer = StepVerifier.create(tokens.getAccessToken(VirtualFleet.ID))
                .expectError(TokenEndpointException.class)
                .verifyLater();
        fleet.advance(Duration.ofSeconds(10));
        ahead = Duration.ofSeconds(140);
        fleet.advance(Duration.ofSeconds(6));
        answer.verify(Duration.ofSeconds(1));
        fleet.advance(Duration.ofSeconds(43));
        assertThat(claimed("early/1").granted()).as("59 s after the send").isFalse();
        fleet.advance(Duration.ofSeconds(7));
        assertThat(claimed("late/1").granted())
                .as("66 s after the send, once it is known that none has come")
                .isTrue();
    }
}
