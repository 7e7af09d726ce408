package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** After a failed redemption the whole fleet leaves the account alone for a while. */
class CooldownTest {

    private final VirtualFleet fleet = new VirtualFleet();

    private List<RefreshingAccessTokenProvider> four() {
        return Stream.of("a", "b", "c", "d").map(fleet::instance).toList();
    }

    private String answer(RefreshingAccessTokenProvider provider, Account account) {
        var answer = provider.getAccessToken(account)
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture();
        fleet.advance(Duration.ofMillis(500));
        return answer.getNow("hanging");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutageUnderAThousandCallsASecondIsOneRedemptionPerCooldown(boolean shared) {
        fleet.sharedCooldown = shared;
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        Account account = fleet.expired();
        List<RefreshingAccessTokenProvider> fleetOfFour = four();
        List<String> answers = new ArrayList<>();
        for (int tick = 0; tick < 2_000; tick++) {
            for (int call = 0; call < 10; call++) {
                fleetOfFour
                        .get(call % 4)
                        .getAccessToken(account)
                        .subscribe(answers::add, failure -> answers.add("error"));
            }
            fleet.advance(Duration.ofMillis(10));
        }
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answers).as("every caller was told").hasSize(20_000).containsOnly("error");
        assertThat(fleet.redeemed).as("20 s of outage, cooldowns of 5 s").hasSizeBetween(3, 4);
    }

    @Test
    void theTokenIsServedMeanwhileIfItIsStillValid() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.UNKNOWN, 502)));
        Account account = fleet.stored(Duration.ofMinutes(1));
        four().forEach(each -> assertThat(answer(each, account)).isEqualTo("at-0"));
        assertThat(fleet.redeemed).hasSize(1);
    }

    @Test
    void anInstanceThatFindsTheSharedCooldownDoesNotAskTheTable() {
        fleet.sharedCooldown = true;
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        Account account = fleet.expired();
        answer(fleet.instance("a"), account);
        fleet.ports.operations.clear();
        assertThat(answer(fleet.instance("b"), account)).isEqualTo("TokenRefreshPendingException");
        assertThat(fleet.ports.operations).contains("cooldown.find").doesNotContain("accounts.claim", "endpoint");
    }

    @Test
    void aStoreOfCooldownsThatIsDownCostsNothingButTheQuestion() {
        fleet.sharedCooldown = true;
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        Account account = fleet.expired();
        for (String down : List.of("cooldown.find", "cooldown.start")) {
            fleet.ports.failing(down);
            assertThat(answer(fleet.instance("a"), account)).isNotEqualTo("hanging");
        }
        assertThat(fleet.redeemed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNewLoginEndsItOnEveryInstance(boolean shared) {
        fleet.sharedCooldown = shared;
        fleet.answering(account -> Mono.error(Failing.with(Outcome.REJECTED, 503)));
        Account account = fleet.expired();
        List<RefreshingAccessTokenProvider> fleetOfFour = four();
        fleetOfFour.forEach(each -> answer(each, account));
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(9)));
        fleet.ports.accounts.save(account.withCredentials(
                account.credentials().with(Map.of("refresh_token", "rt-new", "_token_version", 8L))));
        fleetOfFour.forEach(each -> assertThat(answer(each, account)).isEqualTo("at-9"));
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-new");
    }

    @Test
    void theApplicationIsToldWhyAndForHowLong() {
        fleet.answering(account -> Mono.error(Failing.with(Outcome.UNKNOWN, 502)));
        answer(fleet.instance(), fleet.expired());
        assertThat(fleet.events).singleElement().isInstanceOfSatisfying(TokenEvent.CoolingDown.class, event -> {
            assertThat(event.reason()).contains("502");
            assertThat(event.length()).isEqualTo(Duration.ofSeconds(5));
            assertThat(event.outcomeUnknown()).isTrue();
        });
    }

    @Test
    void aTokenThatLivesNoLongerThanTheSkewIsLeftInPeaceByAllInstances() {
        fleet.sharedCooldown = true;
        fleet.answering(row -> Mono.fromSupplier(() -> new TokenGrant(Map.of(
                "access_token",
                "at-short",
                "refresh_token",
                "rt-" + fleet.redeemed.size(),
                "expires_at",
                fleet.clock.instant().plus(Duration.ofMinutes(1)).toString()))));
        Account account = fleet.expired();
        four().forEach(each -> assertThat(answer(each, account)).isEqualTo("at-short"));
        fleet.advance(Duration.ofSeconds(20));
        four().forEach(each -> assertThat(answer(each, account)).isEqualTo("at-short"));
        assertThat(fleet.redeemed).hasSize(1);
    }

    /** An application that knows nothing of versions logs in, and tells nobody. */
    @ParameterizedTest
    @ValueSource(longs = {7, 0})
    void aLoginThatDoesNotRaiseTheVersionEndsALongOneWithinSeconds(long version) {
        fleet.sharedCooldown = true;
        fleet.answering(row -> Mono.error(new TokenEndpointException(
                row.id(), new Details(Outcome.REJECTED, 429, null, false, Duration.ofMinutes(30)), "busy", null)));
        Account account = fleet.expired();
        List<RefreshingAccessTokenProvider> fleetOfFour = four();
        fleetOfFour.forEach(each -> answer(each, account));
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(9)));
        fleet.ports.accounts.save(account.withCredentials(
                account.credentials().with(Map.of("refresh_token", "rt-new", "_token_version", version))));
        fleet.advance(fleet.settings.failureCooldown());
        fleetOfFour.forEach(each -> assertThat(answer(each, account)).isEqualTo("at-9"));
        assertThat(fleet.redeemed).containsExactly("rt-0", "rt-new");
    }
}
