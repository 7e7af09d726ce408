package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.RefreshSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** The pauses of an account that fails again and again. */
class GrowingPausesTest {

    private final VirtualFleet fleet = new VirtualFleet();
    private final List<Instant> sent = new ArrayList<>();

    private List<RefreshingAccessTokenProvider> four() {
        return Stream.of("a", "b", "c", "d").map(fleet::instance).toList();
    }

    private void failing(int status, @Nullable String code, @Nullable Duration wait) {
        fleet.answering(account -> {
            sent.add(fleet.clock.instant());
            return Mono.error(new TokenEndpointException(
                    account.id(), new Details(Outcome.REJECTED, status, code, false, wait), "failing", null));
        });
    }

    /** One call each second, to one instance after the other. */
    private void asked(List<RefreshingAccessTokenProvider> instances, Account account, Duration time) {
        for (int second = 0; second < time.toSeconds(); second++) {
            instances.get(second % instances.size()).getAccessToken(account).subscribe(token -> {}, failure -> {});
            fleet.advance(Duration.ofSeconds(1));
        }
    }

    private List<Long> pauses() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < sent.size(); i++) {
            pauses.add(Duration.between(sent.get(i - 1), sent.get(i)).toSeconds());
        }
        return pauses;
    }

    @ParameterizedTest
    @CsvSource({"503,", "401,invalid_client", "429,", "400,account_locked"})
    void halfAnHourOfFailuresIsSomeTenTriesOfTheWholeFleet(int status, @Nullable String code) {
        failing(status, code, null);
        asked(four(), fleet.expired(), Duration.ofMinutes(30));
        assertThat(sent).hasSizeBetween(8, 13);
        assertThat(pauses().get(0)).isBetween(5L, 7L);
        assertThat(pauses().get(1)).isBetween(8L, 14L);
        assertThat(pauses().get(pauses().size() - 1)).isBetween(230L, 310L);
    }

    @Test
    void aRestartForgetsNothing() {
        failing(503, null, null);
        Account account = fleet.expired();
        asked(four(), account, Duration.ofMinutes(5));
        int before = sent.size();
        asked(four(), account, Duration.ofMinutes(5));
        assertThat(sent.size() - before).isBetween(1, 3);
    }

    @Test
    void aSuccessEndsTheGrowth() {
        failing(503, null, null);
        Account account = fleet.expired();
        asked(four(), account, Duration.ofMinutes(3));
        fleet.answering(row -> Mono.fromSupplier(() -> fleet.grant(9)));
        asked(four(), account, Duration.ofMinutes(5));
        fleet.ports.accounts.save(fleet.row()
                .withCredentials(fleet.row()
                        .credentials()
                        .with(Map.of("expires_at", fleet.clock.instant().toString()))));
        sent.clear();
        failing(503, null, null);
        fleet.ports.operations.clear();
        RefreshingAccessTokenProvider fresh = fleet.instance("e");
        fleet.advance(Duration.ofHours(1));
        asked(List.of(fresh), fleet.row(), Duration.ofSeconds(20));
        assertThat(pauses()).isNotEmpty();
        assertThat(pauses().get(0)).isBetween(5L, 7L);
    }

    @Test
    void anotherRefreshTokenEndsTheGrowthAndThePause() {
        failing(503, null, null);
        Account account = fleet.expired();
        List<RefreshingAccessTokenProvider> instances = four();
        asked(instances, account, Duration.ofMinutes(6));
        sent.clear();
        Account login = account.withCredentials(
                account.credentials().with(Map.of("refresh_token", "rt-new", "_token_version", 8L)));
        fleet.ports.accounts.save(login);
        asked(instances, login, Duration.ofSeconds(20));
        assertThat(sent).hasSizeBetween(2, 4);
        assertThat(pauses().get(0)).isBetween(5L, 7L);
    }

    @Test
    void theEndpointsOwnWishMayBeLonger() {
        failing(429, null, Duration.ofMinutes(20));
        asked(four(), fleet.expired(), Duration.ofMinutes(30));
        assertThat(sent).hasSize(2);
    }

    @Test
    void pausesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> RefreshSettings.builder()
                        .longestFailureCooldown(Duration.ofSeconds(1))
                        .build())
                .hasMessageContaining("longestFailureCooldown");
        Duration hour = Duration.ofHours(1);
        assertThat(RefreshSettings.builder().failureCooldown(hour).build().longestFailureCooldown())
                .isEqualTo(hour);
    }
}
