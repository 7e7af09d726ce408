package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;

/** What the client gets when there is no token, or no upstream. */
interface ProblemsContract extends SiteContract {

    private String neverReached() {
        return site().path((request, response) -> response.sendString(Mono.just("reached")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "abc", "1 2", "1,2", "99999999999999999999"})
    default void aMalformedAccountIsTheClientsMistake(String account) {
        String path = neverReached();
        Answer answer = Caller.of(site().gateways.get(0))
                .with(headers -> headers.set("X-Account", account))
                .get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json())
                .containsEntry("type", "urn:tokenwell:problem:account-header")
                .containsEntry("instance", "/by-header" + path);
        assertThat(site().upstream.seenOn(path)).isEmpty();
    }

    @Test
    default void noAccountOrTwoOfThemAreTheClientsMistake() {
        Caller nobody = Caller.of(site().gateways.get(0));

        assertThat(nobody.get(neverReached()).status()).isEqualTo(400);
        assertThat(nobody.with(headers -> headers.set("X-Account", List.of("1", "2")))
                        .get(neverReached())
                        .status())
                .isEqualTo(400);
    }

    @Test
    default void anAccountThatIsNotThereIsForSomebodyToSettle() {
        String path = neverReached();
        long missing = site().accounts.missing();

        Answer answer = site().caller(missing).get(path + "?key=private");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.headers().contains("Retry-After")).isFalse();
        assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json())
                .containsOnlyKeys("type", "title", "status", "detail", "instance", "accountId")
                .containsEntry("type", "urn:tokenwell:problem:account-not-found")
                .containsEntry("status", 502)
                .containsEntry("instance", "/by-header" + path)
                .containsEntry("accountId", Long.toString(missing));
        assertThat(site().upstream.seenOn(path)).isEmpty();
    }

    @Test
    default void anAccountThatIsLoggedOutIsForSomebodyToSettle() {
        long account = site().accounts.expired();
        site().authorization.revoke(account);

        Answer answer = site().caller(account).get(neverReached());

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:login-required");
        assertThat(answer.body()).doesNotContain("invalid_grant");
    }

    @Test
    default void anUpstreamThatIsDownIsNoProblemOfTokens() {
        long account = site().accounts.loggedIn();
        String path = neverReached();
        site().caller(account).get(path);
        site().upstream.stop();
        try {
            Answer answer = site().caller(account).get(path);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:upstream");
        } finally {
            site().upstream.restart();
        }
        assertThat(site().caller(account).get(path).body()).isEqualTo("reached");
    }

    @Test
    default void anUpstreamThatHangsUpIsNoProblemOfTokens() {
        String path = site().path((request, response) -> {
            request.withConnection(DisposableChannel::dispose);
            return Mono.never();
        });

        Answer answer = site().caller(site().accounts.loggedIn()).get(path);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:upstream");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 407, 429, 500, 503})
    default void errorsOfTheUpstreamAreItsAnswer(int status) {
        long account = site().accounts.loggedIn();
        String path = site().path((request, response) -> response.status(status)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .sendString(Mono.just("of the upstream")));

        Answer answer = site().caller(account).get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("of the upstream");
        assertThat(site().upstream.seenOn(path)).hasSize(1);
        assertThat(site().accounts.redemptionsOf(account)).isZero();
    }
}
