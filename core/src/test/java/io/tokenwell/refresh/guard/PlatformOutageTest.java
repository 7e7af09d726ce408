package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent.PlatformAnswering;
import io.tokenwell.TokenEvent.PlatformAway;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.OutageRules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** A token endpoint that answers nobody for a while. */
class PlatformOutageTest extends RefusingPlatform {

    private static final Details AWAY = new Details(Outcome.REJECTED, 503, null, false, null);

    private void away(long... ids) {
        server.misconfigured = AWAY;
        for (long id : ids) {
            fleet.stored(id, Duration.ofMinutes(-1));
            answer(id);
        }
    }

    @Test
    void theThirdInARowIsTheLastThatIsSentAtOnce() {
        away(1, 2, 3, 4, 5);
        assertThat(server.requests).hasSize(3);
        assertThat(told(PlatformAway.class)).containsExactly(new PlatformAway("openai", "3", 3, "HTTP 503"));
        assertThat(provider.health().restingPlatforms()).containsExactly("openai");
        assertThat(answer(5))
                .isInstanceOfSatisfying(
                        TokenRefreshPendingException.class,
                        failure -> assertThat(failure)
                                .hasMessageContaining("does not answer")
                                .hasMessageContaining("503"));
    }

    @Test
    void validTokensAreServedMeanwhile() {
        away(1, 2, 3);
        fleet.stored(9, Duration.ofMinutes(2));
        assertThat(answer(9)).isEqualTo("at-0");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void oneAnswerEndsItForAll() {
        away(1, 2, 3, 4);
        server.misconfigured = null;
        fleet.advance(Duration.ofSeconds(6));
        assertThat(answer(4)).isEqualTo("at-1");
        assertThat(told(PlatformAnswering.class)).containsExactly(new PlatformAnswering("openai", "4"));
        assertThat(provider.health().restingPlatforms()).isEmpty();
        for (long id = 1; id <= 3; id++) {
            assertThat(answer(id)).isEqualTo("at-1");
        }
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        away(1, 2);
        server.misconfigured = REFUSED;
        fleet.stored(3, Duration.ofMinutes(-1));
        answer(3);
        away(4, 5);
        assertThat(provider.health().restingPlatforms()).isEmpty();
        away(6);
        assertThat(provider.health().restingPlatforms()).containsExactly("openai");
    }

    @Test
    void theEndpointMaySayWhenToComeBack() {
        server.misconfigured = new Details(Outcome.REJECTED, 429, "slow_down", false, Duration.ofMinutes(1));
        for (long id = 1; id <= 3; id++) {
            fleet.stored(id, Duration.ofMinutes(-1));
            answer(id);
        }
        server.misconfigured = null;
        fleet.stored(4, Duration.ofMinutes(-1));
        fleet.advance(Duration.ofSeconds(50));
        assertThat(answer(4)).isInstanceOf(TokenRefreshPendingException.class);
        fleet.advance(Duration.ofSeconds(15));
        assertThat(answer(4)).isEqualTo("at-1");
    }

    @Test
    void anAccountsOwnProxySaysNothingOfTheServer() {
        server.misconfigured = Details.noAnswer(Outcome.NOT_SENT);
        for (long id = 1; id <= 5; id++) {
            Account row = fleet.stored(id, Duration.ofMinutes(-1));
            fleet.ports.accounts.save(new Account(
                    row.id(), row.platform(), row.type(), row.status(), row.credentials(), "http://proxy:1"));
            answer(id);
            fleet.advance(Duration.ofSeconds(2));
        }
        assertThat(provider.health().restingPlatforms()).isEmpty();
    }

    @Test
    void itCanBeSwitchedOff() {
        fleet.platform = fleet.platform.toBuilder()
                .outages(OutageRules.builder().inARow(0).build())
                .build();
        RefreshingAccessTokenProvider eager = fleet.instance("eager");
        server.misconfigured = AWAY;
        for (long id = 1; id <= 5; id++) {
            eager.getAccessToken(fleet.stored(id, Duration.ofMinutes(-1))).subscribe(token -> {}, failure -> {});
            fleet.advance(Duration.ofMillis(500));
        }
        assertThat(server.requests).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"503, 36", "silent, 100"})
    void aThousandBusyAccountsOnFourInstancesAreOneRequestASecondAtMost(String how, int back) {
        AtomicInteger asked = new AtomicInteger();
        fleet.answering(account -> {
            asked.incrementAndGet();
            return how.equals("silent")
                    ? Mono.never()
                    : Mono.error(new TokenEndpointException(account.id(), AWAY, "away", null));
        });
        List<RefreshingAccessTokenProvider> four =
                Stream.of("a", "b", "c", "d").map(fleet::instance).toList();
        for (long id = 1; id <= 1_000; id++) {
            fleet.stored(id, Duration.ofMinutes(-1));
        }
        busy(four, Duration.ofMinutes(30));
        assertThat(asked).hasValueBetween(20, 1_800);
        assertThat(asked.get())
                .as("one for each pause of each instance, in fact")
                .isLessThan(500);
        fleet.answering(account -> Mono.fromSupplier(() -> fleet.grant(1)));
        // A probe without an answer keeps its account, as the answer may still come, until its claim and a grace are
        // over.
        busy(four, Duration.ofSeconds(back));
        AtomicInteger served = new AtomicInteger();
        for (long id = 1; id <= 1_000; id++) {
            four.get((int) (id % 4)).getAccessToken(id).subscribe(token -> served.incrementAndGet(), failure -> {});
        }
        fleet.advance(Duration.ofSeconds(5));
        assertThat(served).as("within one probe interval").hasValue(1_000);
    }

    /** Each account is asked for every minute and a half, at any instance. */
    private void busy(List<RefreshingAccessTokenProvider> instances, Duration time) {
        for (int second = 0; second < time.toSeconds(); second++) {
            for (long id = 1L + second % 90; id <= 1_000; id += 90) {
                instances
                        .get((int) ((id + second) % instances.size()))
                        .getAccessToken(id)
                        .subscribe(token -> {}, failure -> {});
            }
            fleet.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> OutageRules.builder().inARow(-1).build()).hasMessageContaining("inARow");
        assertThatThrownBy(() -> OutageRules.builder().firstPause(Duration.ZERO).build())
                .hasMessageContaining("firstPause");
        assertThatThrownBy(() -> OutageRules.defaults().toBuilder()
                        .longestPause(Duration.ofMillis(1))
                        .build())
                .hasMessageContaining("longestPause");
    }
}
