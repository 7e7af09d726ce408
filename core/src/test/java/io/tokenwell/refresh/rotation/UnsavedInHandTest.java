package io.tokenwell.refresh.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Table and cache are out of reach: what this process has redeemed since is all that anybody knows. */
class UnsavedInHandTest {

    private static final String[] STORES = {"accounts.complete", "accounts.find", "cache.get", "cache.put"};

    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    private String token(Mono<String> asked) {
        var answer = asked.onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()))
                .toFuture();
        fleet.advance(Duration.ofSeconds(12));
        return answer.getNow("hanging");
    }

    private void redeemedAndThenAllAway(Mono<String> asked) {
        fleet.ports.failing(STORES);
        assertThat(token(asked)).isEqualTo("at-1");
        fleet.ports.failing("accounts.complete", "accounts.find", "accounts.claim", "cache.get", "cache.put");
    }

    @Test
    void whoeverKnowsTheDueRowGetsTheTokenThatReplacedItsOwn() {
        Account due = fleet.stored(Duration.ofSeconds(100));
        redeemedAndThenAllAway(provider.getAccessToken(due));
        assertThat(token(provider.getAccessToken(due))).isEqualTo("at-1");
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }

    @Test
    void andWhoKnowsTheRowWhoseTokenWasRejected() {
        Account fresh = fleet.stored(Duration.ofHours(1));
        redeemedAndThenAllAway(provider.replaceRejected(fresh, "at-0"));
        assertThat(token(provider.getAccessToken(fresh))).isEqualTo("at-1");
    }

    @Test
    void itIsNotHandedOutToWhomItWasRejected() {
        Account fresh = fleet.stored(Duration.ofHours(1));
        redeemedAndThenAllAway(provider.replaceRejected(fresh, "at-0"));
        assertThat(token(provider.replaceRejected(fresh, "at-1"))).isNotEqualTo("at-1");
    }

    @Test
    void aRowThatCameAfterItKeepsItsOwnToken() {
        Account fresh = fleet.stored(Duration.ofHours(1));
        redeemedAndThenAllAway(provider.replaceRejected(fresh, "at-0"));
        Account login = fresh.withCredentials(fresh.credentials()
                .with(Map.of("access_token", "at-login", "refresh_token", "rt-login", "_token_version", 8L)));
        assertThat(token(provider.getAccessToken(login))).isEqualTo("at-login");
        Account sameVersion = login.withCredentials(login.credentials().with(Map.of("_token_version", 7L)));
        assertThat(token(provider.getAccessToken(sameVersion))).isEqualTo("at-login");
    }
}
