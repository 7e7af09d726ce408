package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.tokenwell.example.kit.suite.Caller.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** A request goes to the upstream and nowhere else, and is one request there. */
interface BoundariesContract extends SiteContract {

    @ParameterizedTest
    @ValueSource(
            strings = {"/by-header;x@%s", "/by-header%%3b@%s", "/by-heade%%72@%s", "/by-header;@%s", "/by-header:x@%s"})
    default void noSpellingOfThePathLeadsTheTokenToAnotherHost(String prefix) {
        List<String> strayed = new CopyOnWriteArrayList<>();
        DisposableServer stranger = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    strayed.add(String.valueOf(request.requestHeaders().get("Authorization")));
                    return response.sendString(Mono.just("stranger"));
                })
                .bindNow(Caller.LIMIT);
        String path = site().path((request, response) -> response.sendString(Mono.just("upstream")));

        Answer answer = Caller.plain(site().gateways.get(0))
                .with(headers -> headers.set("X-Account", site().accounts.loggedIn()))
                .get(String.format(prefix, "127.0.0.1:" + stranger.port()) + path);

        stranger.disposeNow(Caller.LIMIT);
        assertThat(strayed).isEmpty();
        assertThat(answer.body()).isNotEqualTo("stranger");
    }

    /** The bytes of such a body, sent on without a length, would be the upstream's next request. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE"})
    default void aBodyOfUnknownLengthThatTheMethodSeldomHasIsRefused(String method) {
        String smuggled = site().path((request, response) -> response.sendString(Mono.just("smuggled")));
        String path = site().path((request, response) ->
                request.receive().then(response.sendString(Mono.just("ok")).then()));
        String hidden = "GET " + smuggled + " HTTP/1.1\r\nHost: u\r\n\r\n";

        Answer answer = Caller.answer(sent(method, path, hidden))
                .blockOptional(Caller.LIMIT)
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(411);
        assertThat(site().upstream.seenOn(path)).isEmpty();
        assertThat(site().upstream.seenOn(smuggled)).isEmpty();
    }

    private HttpClient.ResponseReceiver<?> sent(String method, String path, String body) {
        return site().caller(site().accounts.loggedIn())
                .http()
                .request(HttpMethod.valueOf(method))
                .uri(path)
                .send((request, outbound) -> {
                    request.header("Transfer-Encoding", "chunked");
                    return outbound.send(Flux.just(StreamingContract.bytes(body)), part -> true);
                });
    }

    @Test
    default void aShortBodyOfAKnownLengthGoesOnWhateverTheMethod() {
        String path = site().path((request, response) ->
                response.sendString(request.receive().aggregate().asString().defaultIfEmpty("none")));

        Answer answer = Caller.answer(site().caller(site().accounts.loggedIn())
                        .http()
                        .headers(headers -> headers.set("Content-Length", 3))
                        .delete()
                        .uri(path)
                        .send(Mono.fromSupplier(() -> StreamingContract.bytes("abc"))))
                .blockOptional(Caller.LIMIT)
                .orElseThrow();

        assertThat(answer.body()).isEqualTo("abc");
    }

    /** Whether the client's copy is still good is the upstream's to say. */
    @Test
    default void conditionsAreForTheUpstreamToJudge() {
        String path = site().path((request, response) -> response.header("ETag", "\"1\"")
                .header("Last-Modified", "Mon, 01 Jun 2026 00:00:00 GMT")
                .sendString(Mono.just("whole")));

        Answer answer = site().caller(site().accounts.loggedIn())
                .with(headers ->
                        headers.set("If-None-Match", "\"1\"").set("If-Modified-Since", "Tue, 02 Jun 2026 00:00:00 GMT"))
                .get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("whole");
        assertThat(site().upstream.seenOn(path).element().headers().get("If-None-Match"))
                .isEqualTo("\"1\"");
    }
}
