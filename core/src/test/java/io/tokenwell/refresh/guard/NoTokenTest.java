package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Secret;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What would become another header, or another request, is no token, wherever it is found. */
class NoTokenTest {

    private static final String EVIL = "abc\r\nX-Evil: 1";
    private static final Duration HOUR = Duration.ofHours(1);

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private Object answerFor(Mono<String> call) {
        var answer = call.map(token -> (Object) token).onErrorResume(Mono::just).toFuture();
        fleet.advance(Duration.ofSeconds(5));
        return answer.getNow("hanging");
    }

    private Account stored(Map<String, Object> changes) {
        Account account = fleet.stored(HOUR);
        Account changed = account.withCredentials(account.credentials().with(changes));
        fleet.ports.accounts.save(changed);
        return changed;
    }

    private void cached(String token) {
        CachedToken entry = new CachedToken(Secret.of(token), 99, null);
        VirtualFleet.now(fleet.ports.cache.put(VirtualFleet.KEY, entry, HOUR));
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, "abc\r\n\r\nGET /smuggled HTTP/1.1", "a\0b", "\u00e4", "a\u2028b"})
    void inTheCacheItIsAMiss(String text) {
        fleet.stored(HOUR);
        cached(text);
        assertThat(answerFor(provider.getAccessToken(VirtualFleet.ID))).isEqualTo("at-0");
    }

    @Test
    void inTheNearCacheItIsAMissToo() {
        fleet.ports.near = true;
        fleet.stored(HOUR);
        cached(EVIL);
        assertThat(answerFor(provider.getAccessToken(VirtualFleet.ID))).isEqualTo("at-0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTheRowItIsReplacedThoughNoRefreshIsDue(boolean byId) {
        Account row = stored(Map.of("access_token", EVIL));
        assertThat(answerFor(byId ? provider.getAccessToken(VirtualFleet.ID) : provider.getAccessToken(row)))
                .isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, "\u200b"})
    void inTheRowOfAnAccountThatIsNotRefreshedHereItIsATypedError(String text) {
        Account row = stored(Map.of("access_token", text));
        Account sora = new Account(row.id(), "sora", row.type(), row.status(), row.credentials(), null);
        fleet.ports.accounts.save(sora);
        assertThat(answerFor(provider.getAccessToken(sora)))
                .isInstanceOfSatisfying(
                        InvalidAccountException.class,
                        error -> assertThat(error)
                                .hasMessageContaining("characters that no token has")
                                .hasMessageNotContaining(text));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inAnAnswerItIsADefectAndItsRefreshTokenIsKept(boolean storedIsValid) {
        fleet.answering(account -> Mono.just(new TokenGrant(
                Map.of("access_token", EVIL, "refresh_token", "rt-new", "expires_at", "2999-01-01T00:00:00Z"))));
        Account account = storedIsValid ? fleet.stored(Duration.ofSeconds(100)) : fleet.expired();
        Object answer = answerFor(provider.getAccessToken(account));
        if (storedIsValid) {
            assertThat(answer).isEqualTo("at-0");
        } else {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            AccessTokenException.class,
                            error -> assertThat(error)
                                    .hasMessageContaining("characters that no token has")
                                    .hasMessageNotContaining("abc"));
        }
        Credentials row = fleet.row().credentials();
        assertThat(row.text("access_token")).contains("at-0");
        assertThat(row.text("refresh_token")).contains("rt-new");
        assertThat(fleet.redeemed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rt\r\nX: 1", "r\u00e4t"})
    void aRefreshTokenOfAnAnswerThatIsNoneLeavesTheOldOne(String text) {
        fleet.answering(account -> Mono.just(new TokenGrant(
                Map.of("access_token", "at-1", "refresh_token", text, "expires_at", "2999-01-01T00:00:00Z"))));
        assertThat(answerFor(provider.getAccessToken(fleet.expired()))).isEqualTo("at-1");
        assertThat(fleet.row().credentials().text("refresh_token")).contains("rt-0");
    }
}
