package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.EscrowedRotation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A Redis that takes questions and answers none. */
class UnansweredStoreTest {

    private static final Duration OWN_DEADLINE = Duration.ofMillis(500);
    private static final Duration TWICE = Duration.ofMillis(1_100);

    private final VirtualFleet fleet = new VirtualFleet();
    private String answering = "";

    @BeforeEach
    void everythingFailsAsLateAsTheClientsDeadline() {
        fleet.sharedCooldown = true;
        fleet.endpointLatency = Duration.ZERO;
        silentAt("cache", "lock", "escrow", "cooldown");
    }

    private void silentAt(String... prefixes) {
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                boolean silent = Stream.of(prefixes).anyMatch(operation::startsWith);
                return silent && !operation.equals(answering)
                        ? Mono.delay(OWN_DEADLINE, fleet.time).then(Mono.error(new TimeoutException("no answer")))
                        : work;
            }
        });
    }

    private CompletableFuture<String> answer(Account account) {
        return fleet.instance().getAccessToken(account).toFuture();
    }

    @Test
    void costsARefreshTwoTimeoutsOneOfThemForTheEscrow() {
        CompletableFuture<String> answer = answer(fleet.expired());
        fleet.advance(TWICE);
        assertThat(answer).isCompletedWithValue("at-1");
        assertThat(fleet.ports.operations)
                .startsWith("cache.get", "accounts.claim", "escrow.find", "endpoint", "accounts.complete", "cache.put")
                .doesNotContain("cooldown.find", "lock.tryAcquire", "lock.release");
    }

    @Test
    void costsAStoredTokenOneTimeout() {
        CompletableFuture<String> answer = answer(fleet.stored(Duration.ofHours(1)));
        fleet.advance(OWN_DEADLINE.plusMillis(1));
        assertThat(answer).isCompletedWithValue("at-0");
    }

    @Test
    void costsAFailedRefreshTwoTimeoutsAndTheCooldownIsToldAllTheSame() {
        fleet.refusing("temporarily_unavailable", false);
        CompletableFuture<String> answer = answer(fleet.stored(Duration.ofMinutes(1)));
        fleet.advance(TWICE);
        assertThat(answer).isCompletedWithValue("at-0");
        assertThat(fleet.ports.count("cooldown.start")).isEqualTo(1);
    }

    @Test
    void thatBeginsUnderTheLockKeepsNobodyWaitingForItsRelease() {
        silentAt("cache.put", "lock.release");
        CompletableFuture<String> answer = answer(fleet.expired());
        fleet.advance(OWN_DEADLINE.plusMillis(1));
        assertThat(answer).isCompletedWithValue("at-1");
        assertThat(fleet.ports.count("lock.release")).isEqualTo(1);
    }

    @Test
    void thatBeginsAfterTheFirstLookCostsNoMore() {
        silentAt("lock", "escrow", "cooldown", "cache.put");
        CompletableFuture<String> answer = answer(fleet.expired());
        fleet.advance(TWICE);
        assertThat(answer).isCompletedWithValue("at-1");
    }

    @Test
    void leavesTheWrittenTokenToTheCacheOnceItAnswers() {
        answering = "cache.put";
        CompletableFuture<String> answer = answer(fleet.expired());
        fleet.advance(TWICE);
        assertThat(answer).isCompleted();
        assertThat(VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY))).isNotNull();
    }

    /** A lost attempt's pair may be there: it is asked for however silent Redis was, and found. */
    @Test
    void isNoReasonNotToAskTheEscrow() {
        answering = "escrow.find";
        Account account = fleet.expired();
        lostAttempt(account);
        CompletableFuture<String> answer = answer(account);
        fleet.advance(TWICE);
        assertThat(answer).isCompletedWithValue("at-1");
        assertThat(fleet.redeemed).isEmpty();
    }

    @Test
    void ofTheEscrowLeavesALostAttemptsTokenAlone() {
        Account account = fleet.expired();
        lostAttempt(account);
        CompletableFuture<String> answer = answer(account);
        fleet.advance(TWICE);
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.handle((token, failure) -> failure).join()).isInstanceOf(TokenRefreshPendingException.class);
        assertThat(fleet.redeemed).isEmpty();
    }

    /** Its process died with the pair in escrow, long ago. */
    private void lostAttempt(Account account) {
        var claim = VirtualFleet.now(
                fleet.ports.accounts.claimRefresh(new ClaimRequest(account.id(), "dead/1", Duration.ofSeconds(1))));
        Account renewed = account.withCredentials(
                account.credentials().with(fleet.grant(1).credentials()));
        EscrowedRotation rotation = Rotations.of(claim, renewed);
        VirtualFleet.now(fleet.escrow.keep(rotation, Duration.ofHours(1)));
        fleet.advance(Duration.ofMinutes(1));
    }
}
