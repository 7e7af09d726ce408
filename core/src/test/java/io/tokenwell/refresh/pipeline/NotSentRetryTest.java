package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A refresh token that has not left this process may be sent at once; any other may not. */
class NotSentRetryTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final AtomicInteger tries = new AtomicInteger();

    private static TokenEndpointException failure(Outcome outcome, @Nullable String code) {
        return new TokenEndpointException(
                VirtualFleet.ID, new Details(outcome, 0, code, false, null), "connection refused", null);
    }

    private Function<Account, Mono<TokenGrant>> failing(int times, TokenEndpointException failure) {
        return account ->
                tries.incrementAndGet() <= times ? Mono.error(failure) : Mono.fromSupplier(() -> fleet.grant(1));
    }

    private String answer(Duration patience) {
        var answer = fleet.instance()
                .getAccessToken(fleet.expired())
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture();
        fleet.advance(patience);
        return answer.getNow("hanging");
    }

    @Test
    void aRefusedConnectionIsTriedAgainWithinTheAttempt() {
        fleet.endpointLatency = Duration.ZERO;
        fleet.answering(failing(3, failure(Outcome.NOT_SENT, null)));
        assertThat(answer(Duration.ofSeconds(1))).isEqualTo("at-1");
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(1);
        assertThat(fleet.events).isEmpty();
    }

    @Test
    void theTriesAreFewAndBackedOff() {
        fleet.endpointLatency = Duration.ZERO;
        fleet.answering(failing(100, failure(Outcome.NOT_SENT, null)));
        assertThat(answer(Duration.ofMillis(699))).isEqualTo("hanging");
        fleet.advance(Duration.ofMillis(2));
        assertThat(tries).hasValue(4);
        assertThat(fleet.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        TokenEvent.CoolingDown.class,
                        event -> assertThat(event.outcomeUnknown()).isFalse());
    }

    @Test
    void whatMayHaveBeenSentIsNotSentAgain() {
        fleet.endpointLatency = Duration.ZERO;
        fleet.answering(failing(100, failure(Outcome.UNKNOWN, null)));
        assertThat(answer(Duration.ofSeconds(10))).isEqualTo("TokenEndpointException");
        assertThat(tries).hasValue(1);
    }

    @Test
    void aReasonThatATryMoreWouldNotCureIsNotTriedAgain() {
        fleet.endpointLatency = Duration.ZERO;
        fleet.answering(failing(100, failure(Outcome.NOT_SENT, "no_endpoint")));
        assertThat(answer(Duration.ofSeconds(10))).isEqualTo("TokenEndpointException");
        assertThat(tries).hasValue(1);
    }

    @Test
    void noTryBeginsThatTheClaimWouldNotOutlive() {
        fleet.endpointLatency = Duration.ofMillis(9_950);
        fleet.answering(failing(100, failure(Outcome.NOT_SENT, null)));
        answer(Duration.ofSeconds(29));
        assertThat(tries).hasValue(1);
    }
}
