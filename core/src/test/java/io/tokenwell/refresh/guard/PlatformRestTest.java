package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.ProviderHealth;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenEvent.LoginRequired;
import io.tokenwell.TokenEvent.PlatformAnswering;
import io.tokenwell.TokenEvent.PlatformRefusing;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.StrictServer;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefusalRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A platform whose server refuses one account after the other. */
class PlatformRestTest extends RefusingPlatform {

    @Test
    void oneAccountThatIsRefusedIsMarkedAtOnceWithTheServersWords() {
        refuse(1);
        assertThat(answer(1))
                .isInstanceOfSatisfying(
                        ReauthorizationRequiredException.class,
                        failure -> assertThat(failure.reason()).isEqualTo("invalid_grant: Not this client's"));
        fleet.advance(Duration.ofMinutes(1));
        answer(1);
        assertThat(server.requests).hasSize(1);
        assertThat(fleet.events).containsExactly(new LoginRequired("1", "invalid_grant: Not this client's"));
        assertThat(provider.health()).isEqualTo(new ProviderHealth(0, 0));
    }

    @Test
    void theThirdInARowIsNotMarkedAndTheFirstTwoAreTakenBack() {
        refuse(1, 2, 3);
        assertThat(told(LoginRequired.class))
                .extracting(LoginRequired::accountId)
                .containsExactly("1", "2");
        assertThat(told(TokenEvent.Reinstated.class))
                .extracting(TokenEvent::accountId)
                .containsExactlyInAnyOrder("1", "2");
        assertThat(told(PlatformRefusing.class))
                .containsExactly(new PlatformRefusing("openai", "3", 3, "invalid_grant: Not this client's"));
        assertThat(provider.health().restingPlatforms()).containsExactly("openai");
        assertThat(provider.health().up()).isTrue();
    }

    @Test
    void callersAreToldTheLikelyCauseAndThatTheyMayTryAgain() {
        refuse(1, 2, 3);
        for (long id = 1; id <= 3; id++) {
            fleet.advance(Duration.ofSeconds(id == 1 ? 6 : 0));
            refuse(4);
            assertThat(answer(id)).isInstanceOfSatisfying(TokenRefreshPendingException.class, failure -> {
                assertThat(failure.retryable()).isTrue();
                assertThat(failure).hasMessageContaining("wrong client id").hasMessageContaining("Not this client's");
            });
        }
    }

    @Test
    void validTokensAreServedMeanwhile() {
        refuse(1, 2, 3);
        fleet.stored(9, Duration.ofMinutes(2));
        fleet.stored(10, Duration.ofHours(1));
        assertThat(answer(9)).isEqualTo("at-0");
        assertThat(answer(10)).isEqualTo("at-0");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void probesAreOneAtATimeAndLessAndLessOften() {
        refuse(1, 2, 3);
        server.requests.clear();
        LongStream.rangeClosed(100, 400).forEach(id -> fleet.stored(id, Duration.ofMinutes(-1)));
        for (int second = 0; second < 1_800; second++) {
            provider.getAccessToken(100L + second % 300).subscribe(token -> {}, failure -> {});
            provider.getAccessToken(101L + second % 300).subscribe(token -> {}, failure -> {});
            fleet.advance(Duration.ofSeconds(1));
        }
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < server.requests.size(); i++) {
            pauses.add(Duration.between(server.requests.get(i - 1), server.requests.get(i))
                    .toSeconds());
        }
        assertThat(pauses).isSorted().hasSizeBetween(8, 14);
        assertThat(pauses.get(0)).isBetween(5L, 11L);
        assertThat(pauses.get(pauses.size() - 1)).isBetween(290L, 310L);
        assertThat(told(PlatformRefusing.class)).as("once, not at each probe").hasSize(1);
    }

    @Test
    void aSecondProbeWaitsUntilTheFirstHasEnded() {
        refuse(1, 2, 3);
        fleet.advance(Duration.ofSeconds(6));
        fleet.ports.bending(
                "escrow.find",
                work -> Mono.delay(Duration.ofMillis(300), fleet.time).then(work));
        for (long id = 4; id <= 6; id++) {
            provider.getAccessToken(fleet.stored(id, Duration.ofMinutes(-1))).subscribe(token -> {}, failure -> {});
        }
        fleet.advance(Duration.ofSeconds(2));
        assertThat(server.asked).hasSize(4);
        assertThat(fleet.ports.operations.stream().filter("accounts.claim"::equals))
                .hasSize(4);
    }

    @Test
    void oneSuccessEndsItForAll() {
        refuse(1, 2, 3);
        server.misconfigured = null;
        fleet.advance(Duration.ofSeconds(6));
        fleet.stored(4, Duration.ofMinutes(-1));
        assertThat(answer(4)).isEqualTo("at-1");
        assertThat(told(PlatformAnswering.class)).containsExactly(new PlatformAnswering("openai", "4"));
        assertThat(provider.health().restingPlatforms()).isEmpty();
        fleet.advance(Duration.ofSeconds(6));
        assertThat(LongStream.rangeClosed(1, 3).mapToObj(this::answer)).containsOnly("at-1");
    }

    @Test
    void aSuccessBetweenMeansThatTheServerMayBeBelieved() {
        for (long id = 1; id <= 6; id++) {
            refuse(id);
            server.misconfigured = null;
            fleet.stored(100 + id, Duration.ofMinutes(-1));
            assertThat(answer(100 + id)).isEqualTo("at-1");
        }
        assertThat(told(LoginRequired.class)).hasSize(6);
        assertThat(told(PlatformRefusing.class)).isEmpty();
    }

    @Test
    void outagesAndRateLimitsAreNoRefusals() {
        for (Details passing : List.of(
                new Details(TokenEndpointException.Outcome.REJECTED, 429, "slow_down", false, null),
                new Details(TokenEndpointException.Outcome.UNKNOWN, 503, null, false, null))) {
            server.misconfigured = passing;
            for (long id = 1; id <= 5; id++) {
                fleet.stored(id, Duration.ofMinutes(-1));
                answer(id);
            }
            fleet.advance(Duration.ofMinutes(2));
        }
        assertThat(told(PlatformRefusing.class)).isEmpty();
        assertThat(told(LoginRequired.class)).isEmpty();
    }

    @Test
    void whatIsAboutTheClientNeverMarksThoughItWereCalledTerminal() {
        server.misconfigured = StrictServer.refusal(401, "invalid_client", true, "no");
        fleet.stored(1, Duration.ofMinutes(-1));
        assertThat(answer(1))
                .isInstanceOfSatisfying(
                        TokenEndpointException.class,
                        failure -> assertThat(failure.retryable()).isTrue());
        assertThat(told(LoginRequired.class)).isEmpty();
    }

    @Test
    void aPlatformMayBelieveEverything() {
        fleet.platform = Platform.OPENAI.toBuilder()
                .refusals(RefusalRules.builder().inARow(0).build())
                .build();
        RefreshingAccessTokenProvider trusting = fleet.instance("trusting");
        server.misconfigured = REFUSED;
        for (long id = 1; id <= 8; id++) {
            Account account = fleet.stored(id, Duration.ofMinutes(-1));
            trusting.getAccessToken(account).subscribe(token -> {}, failure -> {});
        }
        fleet.advance(Duration.ofSeconds(1));
        assertThat(told(LoginRequired.class)).hasSize(8);
    }

    @Test
    void whoWaitsForTheFirstAnswersIsNotKeptWaitingForEver() {
        fleet.answering(account -> Mono.never());
        List<String> answers = new ArrayList<>();
        for (long id = 1; id <= 6; id++) {
            provider.getAccessToken(fleet.stored(id, Duration.ofMinutes(id <= 3 ? -1 : 1)))
                    .subscribe(answers::add, failure -> answers.add("error"));
        }
        fleet.advance(Duration.ofSeconds(14));
        assertThat(answers).as("those who wait").containsExactly("at-0", "at-0", "at-0");
        fleet.advance(Duration.ofSeconds(2));
        assertThat(answers).as("those who were let through").hasSize(6).endsWith("error", "error", "error");
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        RefusalRules rules = RefusalRules.defaults();
        assertThatThrownBy(() -> rules.toBuilder().inARow(-1).build()).hasMessageContaining("inARow");
        assertThatThrownBy(() -> rules.toBuilder()
                        .firstPause(Duration.ZERO)
                        .longestPause(Duration.ofMinutes(1))
                        .build())
                .hasMessageContaining("firstPause");
        assertThatThrownBy(() -> rules.toBuilder()
                        .firstPause(Duration.ofMinutes(1))
                        .longestPause(Duration.ofSeconds(1))
                        .build())
                .hasMessageContaining("longestPause");
        assertThatThrownBy(() -> rules.toBuilder()
                        .triesMarkedAfter(Duration.ofSeconds(-1))
                        .build())
                .hasMessageContaining("triesMarkedAfter");
    }
}
