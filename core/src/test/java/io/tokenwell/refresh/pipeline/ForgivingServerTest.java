package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Servers that accept a used refresh token again for a while. */
class ForgivingServerTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<Instant> sent = new ArrayList<>();
    private int lost;
    private @Nullable Instant used;

    private RefreshingAccessTokenProvider instance(Duration grace) {
        fleet.platform = Platform.OPENAI.withReuseGrace(grace);
        fleet.answering(account -> forgiving(account, grace));
        return fleet.instance();
    }

    /** Rotates, forgives for a while, and loses the first answers. */
    private Mono<TokenGrant> forgiving(Account account, Duration grace) {
        Instant now = fleet.clock.instant();
        sent.add(now);
        used = used == null ? now : used;
        if (now.isAfter(used.plus(grace))) {
            return Mono.error(failure(account, new Details(Outcome.REJECTED, 400, "invalid_grant", true, null)));
        }
        return sent.size() <= lost
                ? Mono.error(failure(account, Details.noAnswer(Outcome.UNKNOWN)))
                : Mono.fromSupplier(() -> fleet.grant(sent.size()));
    }

    private static TokenEndpointException failure(Account account, Details details) {
        return new TokenEndpointException(account.id(), details, "lost", null);
    }

    private String answer(RefreshingAccessTokenProvider provider, Account account, Duration within) {
        var answer = provider.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture();
        fleet.advance(within);
        return answer.getNow("hanging");
    }

    @Test
    void aLostAnswerIsAskedForAgainAtOnce() {
        lost = 1;
        assertThat(answer(instance(Duration.ofMinutes(1)), fleet.expired(), Duration.ofSeconds(2)))
                .isEqualTo("at-2");
        assertThat(sent).hasSize(2);
    }

    @Test
    void itIsAskedForThreeTimesMore() {
        lost = 9;
        assertThat(answer(instance(Duration.ofMinutes(1)), fleet.expired(), Duration.ofSeconds(5)))
                .isEqualTo("TokenEndpointException");
        assertThat(sent).hasSize(4);
    }

    @Test
    void withoutTheSettingNothingChanges() {
        lost = 1;
        assertThat(answer(instance(Duration.ZERO), fleet.expired(), Duration.ofSeconds(5)))
                .isEqualTo("TokenEndpointException");
        assertThat(sent).hasSize(1);
    }

    @Test
    void aRefusalIsNotAskedForAgain() {
        RefreshingAccessTokenProvider provider = instance(Duration.ofMinutes(1));
        fleet.refusing("invalid_grant", true);
        answer(provider, fleet.expired(), Duration.ofSeconds(5));
        assertThat(fleet.redeemed).hasSize(1);
    }

    /** The holder died right after it had sent the token, and its answer reached nobody. */
    @ParameterizedTest
    @ValueSource(longs = {8, 30, 60, 600})
    void whereTheHolderDiedTheNextOneSendsInsideTheGrace(long seconds) {
        RefreshingAccessTokenProvider next = instance(Duration.ofSeconds(seconds));
        Account account = fleet.expired();
        VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(account.id(), "dead", Duration.ofSeconds(30))));
        used = fleet.clock.instant();
        String answer = "";
        for (int i = 0; i < 90 && !answer.startsWith("at-"); i++) {
            answer = answer(next, account, Duration.ofMillis(500));
        }
        assertThat(answer).isEqualTo("at-1");
        assertThat(sent)
                .singleElement()
                .satisfies(at -> assertThat(Duration.between(used, at)).isLessThan(Duration.ofSeconds(seconds)));
    }

    @Test
    void theStoredTokenIsNotSparedInsideTheGrace() {
        RefreshingAccessTokenProvider next = instance(Duration.ofMinutes(2));
        Account account = fleet.stored(Duration.ofMinutes(2));
        VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(account.id(), "dead", Duration.ofSeconds(30))));
        used = fleet.clock.instant();
        fleet.advance(Duration.ofSeconds(35));
        assertThat(answer(next, account, Duration.ofSeconds(2))).isEqualTo("at-1");
    }

    @Test
    void afterTheGraceTheTokenIsSparedAndTheHolderRespectedAsEver() {
        RefreshingAccessTokenProvider next = instance(Duration.ofSeconds(8));
        Account account = fleet.expired();
        VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(account.id(), "dead", Duration.ofSeconds(30))));
        used = fleet.clock.instant();
        fleet.advance(Duration.ofSeconds(7));
        for (int i = 0; i < 50; i++) {
            answer(next, account, Duration.ofSeconds(1));
        }
        assertThat(sent)
                .as("neither between the grace and the end of the claim, nor in the time after it")
                .isEmpty();
    }

    @Test
    void aRefreshThatEndsTheOldTokenWaitsForItsEnd() {
        fleet.platform = Platform.OPENAI.toBuilder().refreshEndsOldToken(true).build();
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account account = fleet.stored(Duration.ofMinutes(2));
        for (int i = 0; i < 100; i++) {
            assertThat(answer(provider, account, Duration.ofSeconds(1))).isEqualTo("at-0");
        }
        assertThat(fleet.redeemed).isEmpty();
        fleet.advance(Duration.ofSeconds(21));
        assertThat(answer(provider, account, Duration.ofSeconds(1))).isEqualTo("at-1");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aGraceThatCannotWorkIsRefused() {
        assertThatThrownBy(() -> Platform.OPENAI.withReuseGrace(Duration.ofSeconds(-1)))
                .hasMessageContaining("reuseGrace");
    }
}
