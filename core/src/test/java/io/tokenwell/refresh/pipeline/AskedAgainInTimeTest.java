package io.tokenwell.refresh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent.CoolingDown;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A server forgives for a while: whatever a lost answer was lost by, the token comes again within it, never later. */
class AskedAgainInTimeTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<Duration> sent = new ArrayList<>();
    private Duration claim = Duration.ofSeconds(30);
    private final long start = fleet.clock.instant().toEpochMilli();

    private RefreshingAccessTokenProvider instance(long grace, Function<Account, Mono<TokenGrant>> answers) {
        fleet.platform = Platform.OPENAI.withReuseGrace(Duration.ofSeconds(grace));
        fleet.settings = RefreshSettings.builder()
                .lockTtl(claim)
                .endpointTimeout(Duration.ofSeconds(4))
                .repositoryTimeout(Duration.ofSeconds(2))
                .failureCooldown(Duration.ofSeconds(2))
                .build();
        fleet.answering(account -> {
            sent.add(sinceStart());
            return answers.apply(account);
        });
        return fleet.instance();
    }

    private Duration sinceStart() {
        return Duration.ofMillis(fleet.clock.instant().toEpochMilli() - start);
    }

    private static Mono<TokenGrant> failed(Account account, Details details) {
        return Mono.error(new TokenEndpointException(account.id(), details, "lost", null));
    }

    private static Mono<TokenGrant> lost(Account account) {
        return failed(account, Details.noAnswer(Outcome.UNKNOWN));
    }

    /** Asks every second; emits the first token, or nothing. */
    private String asked(RefreshingAccessTokenProvider provider, Account account, int seconds) {
        for (int i = 0; i < seconds; i++) {
            var answer = provider.getAccessToken(account)
                    .onErrorResume(failure -> Mono.just(""))
                    .toFuture();
            fleet.advance(Duration.ofSeconds(1));
            String token = answer.getNow("");
            if (!token.isEmpty()) {
                return token;
            }
        }
        return "";
    }

    @Test
    void anAnswerThatNeverComesIsAskedForAgainWithinTheGrace() {
        RefreshingAccessTokenProvider provider =
                instance(20, account -> sent.size() == 1 ? Mono.never() : Mono.fromSupplier(() -> fleet.grant(2)));
        assertThat(asked(provider, fleet.expired(), 16)).isEqualTo("at-2");
    }

    @Test
    void answersThatAreLostForSecondsAreAskedForAgainWithinTheGrace() {
        RefreshingAccessTokenProvider provider = instance(
                20, account -> sinceStart().toSeconds() < 6 ? lost(account) : Mono.fromSupplier(() -> fleet.grant(2)));
        assertThat(asked(provider, fleet.expired(), 16)).isEqualTo("at-2");
    }

    /** Its callers were told that no answer came in time, and the pause began then. */
    @Test
    void thatAnAnswerWillNeverComeIsNoReasonToPauseOnceMore() {
        claim = Duration.ofSeconds(10);
        RefreshingAccessTokenProvider provider = instance(
                120,
                account -> sent.size() <= 8
                        ? lost(account)
                        : sent.size() == 9 ? Mono.never() : Mono.fromSupplier(() -> fleet.grant(2)));
        Account account = fleet.expired();
        asked(provider, account, 14);
        assertThat(sent).hasSize(9);
        fleet.advance(sent.get(8).plus(claim).plus(claim).plusSeconds(1).minus(sinceStart()));
        assertThat(asked(provider, account, 2)).isEqualTo("at-2");
    }

    @Test
    void whoStoodStillBeforeItSendsAgainSendsNoMore() {
        RefreshingAccessTokenProvider provider = instance(10, AskedAgainInTimeTest::lost);
        Account account = fleet.expired();
        var answer = provider.getAccessToken(account).toFuture();
        fleet.advance(Duration.ofMillis(310));
        assertThat(sent).hasSize(1);
        fleet.stoodStill = fleet.stoodStill.plusSeconds(9);
        fleet.advance(Duration.ofSeconds(3));
        assertThat(answer).isDone();
        assertThat(sent).hasSize(1);
    }

    /** Meanwhile another one may have taken the claim over, and used the token. */
    @Test
    void whoStoodStillBeforeItSendsAtAllAsksForTheClaimAgain() {
        RefreshingAccessTokenProvider provider = instance(8, account -> Mono.fromSupplier(() -> fleet.grant(1)));
        Account account = fleet.expired();
        fleet.ports.bending("escrow.find", work -> {
            fleet.stoodStill = fleet.ports.count("escrow.find") > 1 ? fleet.stoodStill : Duration.ofSeconds(9);
            return work;
        });
        assertThat(asked(provider, account, 5)).isEqualTo("at-1");
        assertThat(fleet.ports.count("accounts.claim")).isEqualTo(2);
    }

    @Test
    void aRefusalOfTheSecondTryLeavesTheFirstUnknown() {
        RefreshingAccessTokenProvider provider = instance(
                20,
                account -> sent.size() == 1
                        ? lost(account)
                        : failed(account, new Details(Outcome.REJECTED, 429, null, false, Duration.ofSeconds(3))));
        asked(provider, fleet.expired(), 3);
        assertThat(fleet.events)
                .filteredOn(CoolingDown.class::isInstance)
                .first()
                .isInstanceOfSatisfying(
                        CoolingDown.class,
                        pause -> assertThat(pause.outcomeUnknown()).isTrue());
    }

    /** The one that was taken over may be slow instead of dead. */
    @Test
    void afterTheGraceWhatWasSentWithinItIsAwaited() {
        RefreshingAccessTokenProvider provider = instance(20, AskedAgainInTimeTest::lost);
        Account account = fleet.expired();
        VirtualFleet.now(fleet.ports.accounts.claimRefresh(new ClaimRequest(account.id(), "slow", claim)));
        asked(provider, account, 100);
        Duration until = Duration.ofSeconds(20 - 4);
        assertThat(sent).anySatisfy(at -> assertThat(at).isLessThan(until));
        assertThat(sent)
                .allSatisfy(at -> assertThat(at.compareTo(until) < 0
                                || at.compareTo(until.plus(claim).plus(claim)) >= 0)
                        .as("sent at %s", at)
                        .isTrue());
        assertThat(sent).anySatisfy(at -> assertThat(at).isGreaterThan(until));
    }
}
