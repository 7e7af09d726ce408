package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
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
}
