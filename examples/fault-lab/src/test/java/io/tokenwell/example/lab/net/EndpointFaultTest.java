package io.tokenwell.example.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.tokenwell.example.lab.net.EndpointFault.Kind;
import io.tokenwell.example.lab.net.Redeemer.Reply;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.http.client.PrematureCloseException;
import reactor.test.StepVerifier;

class EndpointFaultTest {

    private static final long ACCOUNT = 7;
    private static final Reply NOT_YET = new Reply(0, "", OptionalLong.empty());

    private final StrictServer server = StrictServer.start(Duration.ofSeconds(4));
    private final Redeemer client = new Redeemer(server.port());
    private final String token = server.login(ACCOUNT).refreshToken();

    @AfterEach
    void stop() {
        server.close();
    }

    private Entry last() {
        return server.ledger().get(server.ledger().size() - 1);
    }

    private void assertSpent(boolean spent) {
        server.faults(EndpointFault.none());
        assertThat(server.usable(token)).isEqualTo(!spent);
        assertThat(client.redeem(1, token).status()).isEqualTo(spent ? 401 : 200);
    }

    @Test
    void tooManyDecidesNothingAndSaysWhenToComeBack() {
        server.faults(EndpointFault.tooMany(Duration.ofSeconds(3)));
        Reply reply = client.redeem(1, token);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.retryAfter()).hasValue(3);
        assertThat(last().verdict()).isEqualTo(Verdict.TURNED_AWAY);
        assertThat(last().accountId()).isEqualTo(ACCOUNT);
        assertThat(server.redemptionsOf(ACCOUNT)).isZero();
        assertSpent(false);
    }

    @Test
    void anErrorBeforeTheDecisionSparesTheToken() {
        server.faults(EndpointFault.of(Kind.ERROR_BEFORE));
        assertThat(client.redeem(1, token).status()).isEqualTo(503);
        assertThat(last().verdict()).isEqualTo(Verdict.TURNED_AWAY);
        assertSpent(false);
    }

    @Test
    void anErrorAfterTheDecisionLosesThePair() {
        server.faults(EndpointFault.of(Kind.ERROR_AFTER));
        assertThat(client.redeem(1, token).status()).isEqualTo(500);
        await().until(() -> last().replySentNanos() != 0);
        assertThat(last().verdict()).isEqualTo(Verdict.ROTATED);
        assertThat(last().status()).isEqualTo(500);
        assertThat(last().pairSent()).isFalse();
        assertSpent(true);
    }

    @Test
    void slowIsSlowAfterTheDecision() {
        server.faults(EndpointFault.slow(Duration.ofMillis(200)));
        CompletableFuture<Reply> reply = client.redeemed(1, token).toFuture();
        await().until(() -> server.redemptionsOf(ACCOUNT) == 1);
        assertThat(reply).isNotDone();
        assertThat(reply.join().status()).isEqualTo(200);
        await().until(() -> last().pairSent());
        assertThat(last().replySentNanos() - last().nanos()).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void aHangBeforeTheDecisionGoesOnWhenItIsCleared() {
        server.faults(EndpointFault.of(Kind.HANG_BEFORE));
        AtomicInteger arrived = new AtomicInteger();
        server.onStep(step -> arrived.incrementAndGet());
        CompletableFuture<Reply> reply = client.redeemed(1, token).toFuture();
        await().untilAtomic(arrived, equalTo(1));
        assertThat(server.usable(token)).isTrue();
        assertThat(server.ledger()).isEmpty();
        server.faults(EndpointFault.none());
        assertThat(reply.join().status()).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesBeforeTheDecisionIsTurnedAway() {
        server.faults(EndpointFault.of(Kind.HANG_BEFORE));
        AtomicInteger arrived = new AtomicInteger();
        server.onStep(step -> arrived.incrementAndGet());
        Disposable call = client.redeemed(1, token).subscribe();
        await().untilAtomic(arrived, equalTo(1));
        call.dispose();
        await().until(() -> !server.ledger().isEmpty() && last().replyFailed());
        assertThat(last().verdict()).isEqualTo(Verdict.TURNED_AWAY);
        assertSpent(false);
    }

    @Test
    void aHangForNobodyDecidesWhatItsClientHasLeft() {
        server.faults(EndpointFault.of(Kind.HANG_FOR_NOBODY));
        AtomicInteger arrived = new AtomicInteger();
        server.onStep(step -> arrived.incrementAndGet());
        Disposable call = client.redeemed(1, token).subscribe();
        await().untilAtomic(arrived, equalTo(1));
        call.dispose();
        await().pollDelay(Duration.ofMillis(100)).until(() -> server.ledger().isEmpty());
        server.faults(EndpointFault.none());
        await().until(() -> !server.ledger().isEmpty() && last().replyFailed());
        assertThat(last().verdict()).isEqualTo(Verdict.ROTATED);
        assertSpent(true);
    }

    @Test
    void aHangAfterTheDecisionAnswersWhenItIsCleared() {
        server.faults(EndpointFault.of(Kind.HANG_AFTER));
        CompletableFuture<Reply> reply = client.redeemed(1, token).toFuture();
        await().until(() -> server.redemptionsOf(ACCOUNT) == 1);
        server.faults(EndpointFault.of(Kind.HANG_AFTER).only(2));
        assertThat(reply.getNow(NOT_YET).status()).isZero();
        server.faults(EndpointFault.none());
        assertThat(reply.join().status()).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesDuringAHangAfterTheDecisionLosesThePair() {
        server.faults(EndpointFault.of(Kind.HANG_AFTER));
        Disposable call = client.redeemed(1, token).subscribe();
        await().until(() -> server.redemptionsOf(ACCOUNT) == 1);
        call.dispose();
        await().until(() -> last().replyFailed());
        assertThat(last().verdict()).isEqualTo(Verdict.ROTATED);
        assertSpent(true);
    }

    @Test
    void aTruncatedAnswerBreaksOffAndCountsAsFailed() {
        server.faults(EndpointFault.of(Kind.TRUNCATED));
        StepVerifier.create(client.redeemed(1, token))
                .expectError(PrematureCloseException.class)
                .verify(Redeemer.LIMIT);
        await().until(() -> last().replyFailed());
        assertThat(last().pairSent()).isFalse();
        assertSpent(true);
    }

    @Test
    void aFaultOfOneInstanceIsNoOthersAndEndsWithAllOthers() {
        server.faults(EndpointFault.tooMany(Duration.ofSeconds(1)).only(2));
        assertThat(client.redeem(2, token).status()).isEqualTo(429);
        assertThat(client.redeem(1, token).status()).isEqualTo(200);
        server.faults(EndpointFault.none());
        assertThat(client.redeem(2, token).status()).isEqualTo(401);
        server.faults(EndpointFault.of(Kind.ERROR_BEFORE));
        server.faults(EndpointFault.none().only(2));
        assertThat(client.redeem(1, token).status()).isEqualTo(503);
        assertThat(client.redeem(2, token).status()).isEqualTo(401);
    }

    @Test
    void aListenerMaySetTheFaultOfTheVeryRequestItIsToldOf() {
        server.onStep(step -> {
            if (step.kind() == Step.Kind.DECIDED) {
                server.faults(EndpointFault.of(Kind.ERROR_AFTER));
            }
        });
        assertThat(client.redeem(1, token).status()).isEqualTo(500);
        server.onStep(step -> {});
        assertSpent(true);
    }

    @Test
    void aProxyMayTakeTheReplyTheListenerIsToldOf() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            server.onStep(step -> {
                if (step.kind() == Step.Kind.DECIDED) {
                    proxy.loseReplies();
                }
            });
            CompletableFuture<Reply> reply =
                    new Redeemer(proxy.port()).redeemed(1, token).toFuture();
            await().until(() -> proxy.swallowedBytes() > 0);
            assertThat(reply).isNotDone();
            proxy.heal();
            assertThat(reply).failsWithin(Redeemer.LIMIT);
            assertThat(last().verdict()).isEqualTo(Verdict.ROTATED);
        }
    }

    @RepeatedTest(20)
    void aProxyThatIsCutAtTheDecisionLetsNoReplyPass() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            server.onStep(step -> {
                if (step.kind() == Step.Kind.DECIDED) {
                    proxy.cut();
                }
            });
            assertThat(new Redeemer(proxy.port()).redeemed(1, token).toFuture()).failsWithin(Redeemer.LIMIT);
            assertThat(last().verdict()).isEqualTo(Verdict.ROTATED);
        }
    }
}
