package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenEvent.LoginRequired;
import io.tokenwell.TokenStorageException;
import io.tokenwell.micrometer.TokenwellMetrics;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefusalRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Accounts that are marked: tried again, taken back, and counted as long as they need a login. */
class MarkedAccountsTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Object answer(Mono<String> call) {

        var answer = call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofMillis(500));
        return answer.getNow("hanging");
    }

    private Account marked(RefreshingAccessTokenProvider provider) {
        fleet.refusing("invalid_grant", true);
        Account account = fleet.expired();
        assertThat(answer(provider.getAccessToken(account))).isInstanceOf(ReauthorizationRequiredException.class);
        return account;
    }

    private void servedAgain() {
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(9)));
    }

    @Test
    void oneIsTriedAgainOnceAnHourAndToldOnce() {
        RefreshingAccessTokenProvider one = fleet.instance("one");
        RefreshingAccessTokenProvider other = fleet.instance("other");
        Account account = marked(one);
        for (int minute = 0; minute < 290; minute++) {
            answer(one.getAccessToken(account));
            answer(other.getAccessToken(account));
            fleet.advance(Duration.ofSeconds(59));
        }
        assertThat(fleet.redeemed).as("at first, and after each hour").hasSize(5);
        assertThat(fleet.events)
                .filteredOn(LoginRequired.class::isInstance)
                .as("once by each")
                .hasSize(2);
        servedAgain();
        fleet.advance(Duration.ofHours(1));
        assertThat(answer(other.getAccessToken(account))).isEqualTo("at-9");
        assertThat(answer(one.getAccessToken(account))).isEqualTo("at-9");
    }

    @Test
    void noneIsTriedAgainWhereThatIsSwitchedOff() {
        fleet.platform = Platform.OPENAI.toBuilder()
                .refusals(RefusalRules.builder().triesMarkedAfter(Duration.ZERO).build())
                .build();
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account account = marked(provider);
        fleet.advance(Duration.ofDays(3));
        answer(provider.getAccessToken(account));
        assertThat(fleet.redeemed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatWasTakenBackIsServedByAll(boolean shared) {
        fleet.sharedCooldown = shared;
        RefreshingAccessTokenProvider one = fleet.instance("one");
        RefreshingAccessTokenProvider other = fleet.instance("other");
        Account account = marked(one);
        answer(other.getAccessToken(account));
        servedAgain();
        assertThat(VirtualFleet.now(other.reinstate(account))).isTrue();
        assertThat(VirtualFleet.now(other.reinstate(account.id()))).isFalse();
        assertThat(fleet.events)
                .filteredOn(TokenEvent.Reinstated.class::isInstance)
                .hasSize(1);
        assertThat(answer(other.getAccessToken(account))).isEqualTo("at-9");
        fleet.advance(Duration.ofSeconds(5));
        assertThat(answer(one.getAccessToken(account))).isEqualTo("at-9");
    }

    @Test
    void takingBackWithoutTheTableIsATypedError() {
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account account = marked(provider);
        fleet.ports.failing("accounts.reinstate");
        assertThat(answer(provider.reinstate(account).map(String::valueOf))).isInstanceOf(TokenStorageException.class);
    }

    /** An application that logs in and tells nobody. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void theCountIsTrueAfterALogin(long version) {
        fleet.observers.add(new TokenwellMetrics(meters));
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account account = marked(provider);
        assertThat(needed()).isEqualTo(1);
        Account loggedIn = account.withCredentials(account.credentials()
                .with(Map.of(
                        "access_token",
                        "at-new",
                        "refresh_token",
                        "rt-new",
                        "expires_at",
                        fleet.clock.instant().plus(Duration.ofHours(1)).toString(),
                        "_token_version",
                        version)));
        fleet.ports.accounts.save(loggedIn);
        fleet.advance(Duration.ofSeconds(6));
        assertThat(answer(provider.getAccessToken(loggedIn))).isEqualTo("at-new");
        assertThat(needed()).isZero();
    }

    @Test
    void theCountHearsOfALoginThatAnotherInstanceHasCached() {
        fleet.observers.add(new TokenwellMetrics(meters));
        RefreshingAccessTokenProvider provider = fleet.instance();
        Account account = marked(provider);
        fleet.observers.clear();
        RefreshingAccessTokenProvider other = fleet.instance("other");
        fleet.ports.accounts.save(account.withCredentials(account.credentials()
                .with(Map.of(
                        "access_token",
                        "at-new",
                        "refresh_token",
                        "rt-new",
                        "expires_at",
                        fleet.clock.instant().plus(Duration.ofHours(1)).toString(),
                        "_token_version",
                        8L))));
        List.of(other, provider)
                .forEach(each ->
                        assertThat(answer(each.getAccessToken(account.id()))).isEqualTo("at-new"));
        assertThat(needed()).isZero();
    }

    private int needed() {
        return (int) meters.get("tokenwell.logins.needed").gauge().value();
    }
}
