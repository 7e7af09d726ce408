package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The upstream rejects a token that should have been good: it is replaced, and the request sent once more. */
interface RejectedTokenContract extends SiteContract {

    /** Whether the request brought a token that the authorization server would still vouch for. */
    default boolean welcome(HttpServerRequest request) {
        String header = request.requestHeaders().get("Authorization", "");
        return site().authorization.isLive(header.replaceFirst("^Bearer ", ""));
    }

    static Publisher<Void> refused(HttpServerResponse response) {
        return response.status(401)
                .header("WWW-Authenticate", "Bearer realm=\"a\", error=\"invalid_token\"")
                .sendString(Mono.just("refused"));
    }

    /** An account whose token is good as far as the gateway knows, and refused by the upstream. */
    default long refusedAccount() {
        long account = site().accounts.loggedIn();
        site().authorization.expireAccessTokens(account);
        return account;
    }

    @Test
    default void theRequestIsSentOnceMoreWithAnotherToken() {
        long account = refusedAccount();
        String path = site().path((request, response) ->
                welcome(request) ? response.sendString(Mono.just("ok")) : refused(response));

        Answer answer = site().caller(account).get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.headers().contains("WWW-Authenticate")).isFalse();
        assertThat(site().upstream.tokensOn(path)).hasSize(2).doesNotHaveDuplicates();
        assertThat(site().accounts.redemptionsOf(account)).isEqualTo(1);

        assertThat(site().caller(account).get(path).status()).isEqualTo(200);
        assertThat(site().upstream.seenOn(path)).hasSize(3);
    }

    @Test
    default void aSmallBodyIsSentOnceMore() {
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        String path = site().path((request, response) -> request.receive()
                .aggregate()
                .asString()
                .doOnNext(bodies::add)
                .then(Mono.defer(() ->
                        Mono.from(welcome(request) ? response.sendString(Mono.just("stored")) : refused(response)))));
        String body = "0123456789abcdef".repeat(4096);

        Answer answer = site().caller(refusedAccount()).post(path, body);

        assertThat(body).hasSize(64 << 10);
        assertThat(answer.body()).isEqualTo("stored");
        assertThat(bodies).containsExactly(body, body);
        assertThat(site().upstream.seenOn(path))
                .extracting(seen -> seen.headers().get("Content-Length"))
                .containsExactly("65536", "65536");
    }

    @Test
    default void aBodyThatWasRefusedUnreadIsSentOnceMore() {
        String path = site().path((request, response) ->
                welcome(request) ? response.send(request.receive().retain()) : refused(response));
        String body = "abc".repeat(10_000);

        assertThat(site().caller(refusedAccount()).post(path, body).body()).isEqualTo(body);
    }

    @Test
    default void theSecondAnswerStreamsLikeAnyOther() {
        Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
        String path = site().path((request, response) -> welcome(request)
                ? response.sse().send(events.asFlux().map(StreamingContract::bytes), buffer -> true)
                : refused(response));
        events.tryEmitNext("data: 1\n\n");

        String first = site().caller(refusedAccount())
                .http()
                .get()
                .uri(path)
                .responseContent()
                .asString()
                .blockFirst(Caller.LIMIT);

        assertThat(first).startsWith("data: 1");
    }

    @Test
    default void aRefusalWithoutAReasonCountsAndAnEndlessOneIsNotReadToItsEnd() {
        Sinks.Empty<Void> givenUp = Sinks.empty();
        String path = site().path((request, response) -> welcome(request)
                ? response.sendString(Mono.just("ok"))
                : response.status(401)
                        .sendString(Flux.generate(out -> out.next("no".repeat(4096))), StandardCharsets.UTF_8)
                        .then()
                        .doFinally(end -> givenUp.tryEmitEmpty()));

        assertThat(site().caller(refusedAccount()).get(path).body()).isEqualTo("ok");
        givenUp.asMono().block(Caller.LIMIT);
        assertThat(site().upstream.seenOn(path)).hasSize(2);
    }

    @Test
    default void anotherRequestThatStillHasTheOldTokenCausesNoSecondRedemption() {
        long account = refusedAccount();
        String path = site().path((request, response) ->
                welcome(request) ? response.sendString(Mono.just("ok")) : refused(response));
        List<Integer> statuses = Flux.range(0, 20)
                .flatMap(i -> site().caller(account).getting(path), 20)
                .map(Answer::status)
                .collectList()
                .blockOptional(Caller.LIMIT)
                .orElseThrow();

        assertThat(statuses).hasSize(20).containsOnly(200);
        assertThat(site().accounts.redemptionsOf(account)).isEqualTo(1);
    }

    /** A path that takes live tokens only, and says nothing of the others where it is silent. */
    private String guarded(boolean silent) {
        return site().path((request, response) -> {
            if (welcome(request)) {
                return response.sendString(Mono.just("ok"));
            }
            return silent ? response.status(401).send() : refused(response);
        });
    }

    /** Paths that no token opens. */
    private List<String> forbidden(int many, boolean silent) {
        return IntStream.range(0, many)
                .mapToObj(i -> site().path((request, response) ->
                        silent ? response.status(401).send() : refused(response)))
                .toList();
    }

    private void refused(Caller caller, String path) {
        assertThat(caller.get(path).status()).isEqualTo(401);
    }

    private void assertHealed(long account, String guarded) {
        site().authorization.expireAccessTokens(account);
        Instant begin = Instant.now();
        assertThat(site().caller(account).get(guarded).status()).isEqualTo(200);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    /** The client was refused for another reason than its token, by each gateway, and the token is really revoked then. */
    @ParameterizedTest
    @CsvSource({"12, true", "100, true", "12, false", "100, false"})
    default void whatIsForbiddenAnywayDoesNotKeepARevokedTokenFromBeingReplaced(int times, boolean silent) {
        long account = site().accounts.loggedIn();
        String guarded = guarded(false);
        String forbidden = forbidden(1, silent).get(0);

        for (int time = 0; time < times; time++) {
            refused(Caller.of(site().gateways.get(time % site().gateways.size()), account), forbidden);
        }

        assertThat(site().accounts.redemptionsOf(account)).isBetween(1L, 2L);
        if (!silent) {
            // All the same the token works elsewhere: without that the upstream rejects everything, as far as anybody
            // can see.
            assertThat(site().caller(account).get(guarded).status()).isEqualTo(200);
        }
        assertHealed(account, guarded);
    }

    /** Nothing tells the one 401 from the other but that no token helps against the one. */
    @ParameterizedTest
    @CsvSource({"12, true", "100, true", "12, false", "100, false"})
    default void norWhereTheUpstreamNeverNamesAReason(int times, boolean accepted) {
        long account = site().accounts.loggedIn();
        String guarded = guarded(true);
        Caller caller = site().caller(account);
        String forbidden = forbidden(1, true).get(0);

        for (int time = 0; time < times; time++) {
            if (accepted) {
                assertThat(caller.get(guarded).status()).isEqualTo(200);
            }
            refused(caller, forbidden);
        }

        assertThat(site().accounts.redemptionsOf(account)).isBetween(1L, 2L);
        assertHealed(account, guarded);
    }

    /** Each path is another one, so that nothing is known of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void norWhereManyPathsAreForbidden(boolean acceptedInBetween) {
        long account = site().accounts.loggedIn();
        String guarded = guarded(false);
        Caller caller = site().caller(account);

        for (String forbidden : forbidden(30, true)) {
            refused(caller, forbidden);
            if (acceptedInBetween) {
                assertThat(caller.get(guarded).status()).isEqualTo(200);
            }
        }

        assertThat(site().accounts.redemptionsOf(account)).as("bounded").isBetween(2L, 5L);
        assertHealed(account, guarded);
    }
}
