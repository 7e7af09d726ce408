package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.HookedPorts;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.ClaimRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A refresh token was sent, and nobody knows what became of it. */
class UnknownOutcomeTest {

    private final VirtualFleet fleet = new VirtualFleet();

    @Test
    void anEndpointThatNeverAnswersIsGivenUpInTime() {
        fleet.answering(account -> Mono.never());
        var answer = fleet.instance()
                .getAccessToken(fleet.expired())
                .onErrorReturn("error")
                .toFuture();
        fleet.advance(fleet.settings.endpointTimeout().plusSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("error");
        assertThat(fleet.lockIsFree()).isTrue();
    }

    @Test
    void noOtherInstanceSendsTheSameTokenWhileAnAnswerMayStillCome() {
        fleet.answering(account -> Mono.never());
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        var waiting =
                fleet.instance().getAccessToken(account).onErrorReturn("error").toFuture();
        fleet.advance(Duration.ofSeconds(29));
        assertThat(fleet.redeemed).containsExactly("rt-0");
        assertThat(waiting).as("its patience is over").isDone();
    }

    /** The row had to be waited for: its claim begins then, and so does the time in which an answer may come. */
    @Test
    void anAnswerMayComeForAsLongAsTheClaimThatWasGrantedLate() {
        fleet.answering(account -> Mono.never());
        fleet.ports.hook(new HookedPorts.Hook() {
            @Override
            public <T> Mono<T> bend(String operation, Mono<T> work) {
                return operation.equals("accounts.claim")
                        ? Mono.delay(Duration.ofSeconds(4), fleet.time).then(work)
                        : work;
            }
        });
        fleet.instance().getAccessToken(fleet.expired()).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(4));
        assertThat(fleet.redeemed).containsExactly("rt-0");
        fleet.advance(Duration.ofSeconds(59));
        assertThat(granted("early/1")).as("59 s after the send").isFalse();
        fleet.advance(Duration.ofSeconds(7));
        assertThat(granted("late/1"))
                .as("66 s after the send, once it is known that none has come")
                .isTrue();
    }

    private boolean granted(String owner) {
        Duration lock = fleet.settings.lockTtl();
        return VirtualFleet.now(fleet.ports.accounts.claimRefresh(new ClaimRequest(VirtualFleet.ID, owner, lock, lock)))
                .granted();
    }

    @Test
    void aLateAnswerIsStoredAndServedFromThen() {
        fleet.endpointLatency = fleet.settings.endpointTimeout().plusSeconds(5);
        Account account = fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance();
        var answer = provider.getAccessToken(account).onErrorReturn("error").toFuture();
        fleet.advance(fleet.settings.endpointTimeout().plusSeconds(1));
        assertThat(answer.getNow("hanging")).isEqualTo("error");
        fleet.advance(Duration.ofSeconds(5));
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-1");
        assertThat(fleet.claimIsFree()).isTrue();
        assertThat(VirtualFleet.now(provider.getAccessToken(account))).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void anErrorPageHoldsTheWholeFleetBackForOneCooldownOnly() {
        fleet.answering(account -> Mono.error(new TokenEndpointException(
                account.id(), new Details(Outcome.UNKNOWN, 502, null, false, null), "bad gateway", null)));
        Account account = fleet.expired();
        List<RefreshingAccessTokenProvider> fleetOfFour =
                Stream.generate(fleet::instance).limit(4).toList();
        List<Throwable> told = new ArrayList<>();
        fleetOfFour.forEach(each -> each.getAccessToken(account).subscribe(token -> {}, told::add));
        fleet.advance(Duration.ofSeconds(1));
        assertThat(told)
                .as("waiters learn of it at once, with the reason")
                .hasSize(4)
                .allSatisfy(failure -> assertThat(Objects.requireNonNullElse(failure.getCause(), failure))
                        .hasMessageContaining("502"));
        fleet.advance(Duration.ofSeconds(3));
        fleetOfFour.forEach(
                each -> each.getAccessToken(account).onErrorReturn("").subscribe());
        assertThat(fleet.redeemed).hasSize(1);
        fleet.advance(Duration.ofSeconds(2));
        fleetOfFour.forEach(
                each -> each.getAccessToken(account).onErrorReturn("").subscribe());
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).hasSize(2);
    }

    @Test
    void aServerThatAsksForNoWaitAtAllStillGetsOne() {
        fleet.answering(account -> Mono.error(new TokenEndpointException(
                account.id(), new Details(Outcome.REJECTED, 429, null, false, Duration.ZERO), "too many", null)));
        Account account = fleet.expired();
        RefreshingAccessTokenProvider provider = fleet.instance();
        for (int call = 0; call < 20; call++) {
            provider.getAccessToken(account).onErrorReturn("error").subscribe();
            fleet.advance(Duration.ofMillis(100));
        }
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void aServerThatAsksForALongerWaitGetsIt() {
        fleet.answering(account -> Mono.error(new TokenEndpointException(
                account.id(),
                new Details(Outcome.REJECTED, 429, null, false, Duration.ofMinutes(2)),
                "too many",
                null)));
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(110));
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(9));
        assertThat(fleet.redeemed).hasSize(1);
        fleet.advance(Duration.ofSeconds(2));
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).hasSize(2);
    }

    /** Two tries that were not sent let the third begin so late that its answer comes after the claim's end. */
    @Test
    void whileAnAnswerIsListenedForNobodySendsTheTokenThoughTheClaimIsOver() {
        Duration untilSent = Duration.ofMillis(3_300);
        fleet.answering(account -> fleet.redeemed.size() < 3
                ? Mono.delay(Duration.ofSeconds(3), fleet.time)
                        .then(Mono.error(new TokenEndpointException(
                                account.id(), Details.noAnswer(Outcome.NOT_SENT), "refused", null)))
                : Mono.delay(Duration.ofSeconds(26), fleet.time).then(Mono.fromSupplier(() -> fleet.grant(3))));
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(31));
        RefreshingAccessTokenProvider other = fleet.instance();
        var waiting = other.getAccessToken(account).onErrorReturn("error").toFuture();
        fleet.advance(untilSent);
        assertThat(waiting.getNow("hanging")).isEqualTo("error");
        assertThat(VirtualFleet.now(other.getAccessToken(account))).isEqualTo("at-3");
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-0", "rt-0");
    }

    @Test
    void aLateAnswerIsPublishedInPlaceOfTheOldToken() {
        fleet.endpointLatency = fleet.settings.endpointTimeout().plusSeconds(5);
        Account account = fleet.stored(Duration.ofMinutes(2));
        fleet.instance().getAccessToken(account).subscribe();
        fleet.advance(fleet.settings.endpointTimeout().plusSeconds(1));
        assertThat(cached()).isEqualTo("at-0");
        fleet.advance(Duration.ofSeconds(5));
        assertThat(cached()).isEqualTo("at-1");
    }

    private String cached() {
        return VirtualFleet.now(fleet.ports.cache.get(VirtualFleet.KEY)).token().expose();
    }

    @Test
    void aLateRefusalForGoodIsMarked() {
        fleet.endpointLatency = fleet.settings.endpointTimeout().plusSeconds(5);
        fleet.refusing("invalid_grant", true);
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofMinutes(2));
        StepVerifier.create(fleet.instance().getAccessToken(account))
                .expectError(ReauthorizationRequiredException.class)
                .verify(Duration.ofSeconds(5));
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void oncePausedForAnAnswerThatThenCannotComeTheAccountIsFreeAtTheClaimsEnd() {
        fleet.answering(account -> Mono.delay(Duration.ofSeconds(27), fleet.time)
                .then(Mono.error(
                        new TokenEndpointException(account.id(), Details.noAnswer(Outcome.UNKNOWN), "reset", null))));
        Account account = fleet.expired();
        fleet.instance().getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(29));
        RefreshingAccessTokenProvider other = fleet.instance();
        other.getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofMillis(500));
        assertThat(fleet.redeemed).hasSize(1);
        fleet.advance(Duration.ofSeconds(6));
        other.getAccessToken(account).onErrorReturn("error").subscribe();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(fleet.redeemed).hasSize(2);
    }
}
