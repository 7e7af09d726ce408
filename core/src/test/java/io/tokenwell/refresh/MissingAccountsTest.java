package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Rejection;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** No account, and an id that no row has, are the same error wherever they are handed in. */
class MissingAccountsTest {

    private static final long UNKNOWN = 4711;

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private interface Call<T> extends Function<T, Function<RefreshingAccessTokenProvider, Mono<?>>> {}

    static Stream<Call<@Nullable Account>> ofAccounts() {
        return Stream.of(
                account -> tokens -> tokens.getAccessToken(account),
                account -> tokens -> tokens.replaceRejected(account, "at"),
                account -> tokens -> tokens.replaceRejected(account, "at", Rejection.BLAMED),
                account -> tokens -> tokens.invalidate(account),
                account -> tokens -> tokens.reinstate(account));
    }

    static Stream<Call<Long>> ofIds() {
        return Stream.of(
                id -> tokens -> tokens.getAccessToken(id),
                id -> tokens -> tokens.replaceRejected(id, "at"),
                id -> tokens -> tokens.replaceRejected(id, "at", Rejection.BLAMED),
                id -> tokens -> tokens.invalidate(id),
                id -> tokens -> tokens.reinstate(id));
    }

    private AccessTokenException errorOf(Mono<?> call) {
        var answer = call.<Object>map(value -> value)
                .defaultIfEmpty("empty")
                .onErrorResume(Mono::just)
                .toFuture();
        fleet.advance(Duration.ofSeconds(1));
        assertThat(answer.getNow("hanging")).isInstanceOf(AccessTokenException.class);
        return (AccessTokenException) answer.getNow("hanging");
    }

    @ParameterizedTest
    @MethodSource("ofAccounts")
    void noAccount(Call<@Nullable Account> call) {
        AccessTokenException error = errorOf(call.apply(null).apply(provider));
        assertThat(error).isInstanceOf(InvalidAccountException.class).hasMessageContaining("account is nil");
        assertThat(error.retryable()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ofIds")
    void anIdThatNoRowHas(Call<Long> call) {
        AccessTokenException error = errorOf(call.apply(UNKNOWN).apply(provider));
        assertThat(error).isInstanceOf(AccountNotFoundException.class);
        assertThat(error.accountId()).isEqualTo(Long.toString(UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("ofAccounts")
    void anAccountThatWasDeleted(Call<@Nullable Account> call) {
        Account deleted = fleet.expired();
        fleet.ports.accounts.remove(VirtualFleet.ID);
        assertThat(errorOf(call.apply(deleted).apply(provider))).isInstanceOf(AccountNotFoundException.class);
    }

    @Test
    void whatIsOutOfUseIsNotMissing() {
        Account active = fleet.stored(Duration.ofHours(1));
        fleet.ports.accounts.save(
                new Account(active.id(), active.platform(), Account.OAUTH, "disabled", active.credentials(), null));
        assertThat(VirtualFleet.now(provider.invalidate(VirtualFleet.ID).thenReturn("done")))
                .isEqualTo("done");
        assertThat(VirtualFleet.now(provider.reinstate(VirtualFleet.ID))).isFalse();
    }
}
