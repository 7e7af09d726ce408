package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Four instances, and an upstream that rejects the token of all of them. */
interface FleetContract extends SiteContract {

    private List<Answer> asked(long account, String path, int requests) {
        List<Caller> callers = site().gateways.stream()
                .map(gateway -> Caller.of(gateway, account))
                .toList();
        return Flux.range(0, requests)
                .flatMap(i -> callers.get(i % callers.size()).getting(path), requests)
                .collectList()
                .blockOptional(Duration.ofSeconds(60))
                .orElseThrow();
    }

    @Test
    default void requestsThatMeetAnExpiredTokenCauseOneRedemption() {
        long account = site().accounts.expired();
        String path = site().path((request, response) -> response.sendString(Mono.just("ok")));

        assertThat(asked(account, path, 200)).extracting(Answer::status).containsOnly(200);
        assertThat(site().upstream.tokensOn(path))
                .hasSize(200)
                .containsOnly(site().upstream.tokensOn(path).get(0));
        assertThat(site().accounts.redemptionsOf(account)).isEqualTo(1);
    }

    /** The upstream keeps its first refusals back until all have come, so that every request has met the old token. */
    @Test
    default void aThousandRefusedRequestsCauseOneRedemptionAndAreAllAnswered() {
        int requests = 1_000;
        long account = site().accounts.loggedIn();
        String first = tokenOf(account);
        Gate gate = new Gate(requests);
        String path = site().path((request, response) ->
                request.requestHeaders().get("Authorization", "").endsWith(first)
                        ? gate.passed().then(Mono.from(RejectedTokenContract.refused(response)))
                        : response.sendString(Mono.just("ok")));

        List<Answer> answers = asked(account, path, requests);

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(site().upstream.tokensOn(path)).hasSize(2 * requests);
        assertThat(site().upstream.tokensOn(path).stream().filter(first::equals))
                .hasSize(requests);
        assertThat(site().accounts.redemptionsOf(account)).isEqualTo(1);
    }

    private String tokenOf(long account) {
        String path = site().path((request, response) -> response.sendString(Mono.just("ok")));
        asked(account, path, 4);
        return site().upstream.tokensOn(path).get(0);
    }

    @Test
    default void anUpstreamThatRefusesEveryTokenCostsTwoRedemptionsAtMost() {
        long account = site().accounts.loggedIn();
        String path = site().path((request, response) -> RejectedTokenContract.refused(response));

        for (int round = 0; round < 5; round++) {
            assertThat(asked(account, path, 40)).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.body()).isEqualTo("refused");
                assertThat(answer.headers().get("WWW-Authenticate")).contains("invalid_token");
            });
        }

        assertThat(site().accounts.redemptionsOf(account)).isBetween(1L, 2L);
    }
}
