package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.CloseReport;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.refresh.settings.RefreshMode;
import io.tokenwell.spi.ClaimRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** From the moment a provider closes, it begins nothing whose end its process may not see. */
class ClosingTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private CompletableFuture<Object> asked() {
        return provider.getAccessToken(VirtualFleet.ID)
                .<Object>map(token -> token)
                .onErrorResume(Mono::just)
                .toFuture();
    }

    private Object answer() {
        CompletableFuture<Object> answer = asked();
        fleet.advance(Duration.ofSeconds(1));
        return answer.getNow("hanging");
    }

    @Test
    void validTokensAreStillHandedOut() {
        fleet.stored(Duration.ofHours(1));
        provider.close(LIMIT).subscribe();
        assertThat(answer()).isEqualTo("at-0");
        fleet.stored(Duration.ofMinutes(1));
        fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        assertThat(answer()).as("though it is due").isEqualTo("at-0");
        assertThat(fleet.redeemed).isEmpty();
    }

    @Test
    void withoutOneTheCallerIsToldToComeAgainAndNothingIsLocked() {
        fleet.expired();
        provider.close(LIMIT).subscribe();
        assertThat(answer())
                .isInstanceOfSatisfying(
                        TokenRefreshPendingException.class,
                        pending -> assertThat(pending.retryable()).isTrue())
                .asString()
                .contains("closing");
        assertThat(fleet.ports.operations).doesNotContain("lock.tryAcquire", "accounts.claim");
    }

    @Test
    void aClaimThatWasGrantedBeforeIsGivenBackUnsent() {
        fleet.expired();
        fleet.ports.bending(
                "escrow.find",
                work -> Mono.delay(Duration.ofMillis(500), fleet.time).then(work));
        CompletableFuture<Object> waiting = asked();
        fleet.advance(Duration.ofMillis(100));
        CompletableFuture<CloseReport> report = provider.close(LIMIT).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(waiting.getNow("hanging")).isInstanceOf(TokenRefreshPendingException.class);
        assertThat(report).isCompletedWithValue(new CloseReport(List.of(), List.of(), List.of()));
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.claimIsFree()).isTrue();
        assertThat(fleet.lockIsFree()).isTrue();
    }

    @Test
    void callersThatWaitForAnotherInstanceAreNotKept() {
        fleet.expired();
        fleet.ports
                .accounts
                .claimRefresh(new ClaimRequest(VirtualFleet.ID, "other/1", Duration.ofSeconds(30)))
                .subscribe();
        CompletableFuture<Object> waiting = asked();
        fleet.advance(Duration.ofMillis(500));
        assertThat(waiting).isNotDone();
        CompletableFuture<CloseReport> report = provider.close(LIMIT).toFuture();
        fleet.advance(Duration.ofMillis(200));
        assertThat(waiting.getNow("hanging")).isInstanceOf(TokenRefreshPendingException.class);
        assertThat(report).isDone();
    }

    /** Whether the end comes while it is tried, or between two tries. */
    @ParameterizedTest
    @ValueSource(longs = {50, 0})
    void whatCouldNotBeSentIsNotTriedAgain(long failingAfter) {
        fleet.endpointLatency = Duration.ofMillis(failingAfter);
        fleet.expired();
        fleet.answering(row -> Mono.error(
                new TokenEndpointException(row.id(), Details.noAnswer(Outcome.NOT_SENT), "connection refused", null)));
        CompletableFuture<Object> waiting = asked();
        fleet.advance(Duration.ofMillis(10));
        assertThat(fleet.redeemed).hasSize(1);
        provider.close(LIMIT).subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).as("the next try was due after the end").hasSize(1);
        assertThat(waiting).isDone();
    }

    @Test
    void noneIsBegunAheadOrBehindEither() {
        fleet.settings = fleet.settings.toBuilder()
                .freshness(
                        FreshnessSettings.builder().mode(RefreshMode.BACKGROUND).build())
                .build();
        var background = fleet.instance("background");
        RefreshAhead ahead = background.refreshAhead(fleet.ports.accounts, RefreshAheadSettings.defaults());
        fleet.stored(Duration.ofMinutes(1));
        background.close(LIMIT).subscribe();
        ahead.start();
        assertThat(VirtualFleet.now(background.getAccessToken(VirtualFleet.ID))).isEqualTo("at-0");
        fleet.advance(Duration.ofSeconds(50));
        assertThat(fleet.redeemed).isEmpty();
        assertThat(fleet.ports.operations).doesNotContain("lock.tryAcquire", "accounts.claim");
    }

    @Test
    void whatAnotherInstanceHasStoredMeanwhileIsServed() {
        var row = fleet.expired();
        provider.close(LIMIT).subscribe();
        fleet.ports.accounts.save(row.withCredentials(
                row.credentials().with(fleet.grant(3).credentials()).with(Map.of("_token_version", 8L))));
        var answer = provider.getAccessToken(row).toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("at-3");
    }
}
