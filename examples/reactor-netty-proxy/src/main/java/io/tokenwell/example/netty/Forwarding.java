package io.tokenwell.example.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.tokenwell.example.kit.Attempts;
import io.tokenwell.example.kit.ForwardedHeaders;
import io.tokenwell.example.kit.Problem;
import io.tokenwell.example.kit.ReplayRoom;
import io.tokenwell.example.kit.TokenRecovery;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One request on its way to the upstream, and the answer on its way back, both as they come. */
record Forwarding(
        HttpClient http,
        TokenRecovery recovery,
        Route route,
        String account,
        HttpServerRequest request,
        HttpServerResponse response) {

    private static final Set<Integer> BODILESS = Set.of(204, 304);

    /** Sends a request with this body. */
    private interface Sending {
        ResponseReceiver<?> sent(HttpClient.RequestSender sender);

        /** It is clear that nothing is sent again. */
        default void letGo() {}
    }

    /** Each attempt has a buffer of its own. */
    private record Kept(ReplayRoom.Place body) implements Sending {
        @Override
        public ResponseReceiver<?> sent(HttpClient.RequestSender sender) {
            return sender.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.bytes())));
        }

        @Override
        public void letGo() {
            body.letGo();
        }
    }

    /** What is to be answered in place of the upstream; empty if the request may go on. */
    Optional<Problem> refused(String path) {
        return TokenRecovery.refused(
                request.method().name(), body(), request.requestHeaders().get("Content-Length"), path);
    }

    Mono<Void> withToken(String token) {
        Attempts attempts = recovery.attempts(account, request.method().name(), route.target(request.uri()));
        return switch (body()) {
            case NONE -> sentTwiceIfNeedBe(attempts, token, sender -> sender);
            case KEPT ->
                recovery.kept(
                        request.method().name(),
                        request.requestHeaders().get("Content-Length"),
                        place -> kept(attempts, token, place),
                        () -> streamed(attempts, token));
            case STREAMED -> streamed(attempts, token);
        };
    }

    private Mono<Void> kept(Attempts attempts, String token, ReplayRoom.Place place) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(place::keeping)
                .flatMap(body -> sentTwiceIfNeedBe(attempts, token, new Kept(body)));
    }

    private Mono<Void> streamed(Attempts attempts, String token) {
        Sending once = sender ->
                sender.send((out, outbound) -> outbound.send(request.receive().retain(), buffer -> true));
        return answered(token, once)
                .response((answer, content) -> lastOf(attempts, token, once, answer, content))
                .then();
    }

    private TokenRecovery.Body body() {
        HttpHeaders headers = request.requestHeaders();
        return recovery.body(headers.get("Content-Length"), headers.get("Transfer-Encoding"));
    }

    private Mono<Void> sentTwiceIfNeedBe(Attempts attempts, String token, Sending sending) {
        return answered(token, sending)
                .response((answer, content) -> rejected(attempts, token, answer)
                        ? again(attempts, token, sending, answer, content)
                        : last(sending, answer, content))
                .then();
    }

    private static boolean rejected(Attempts attempts, String token, HttpClientResponse answer) {
        return attempts.rejected(
                token, answer.status().code(), answer.responseHeaders().getAll("WWW-Authenticate"));
    }

    /** While the other token is waited for, the first answer stays as it is: it may have to be passed back after all. */
    private Mono<Void> again(
            Attempts attempts, String rejected, Sending sending, HttpClientResponse answer, ByteBufFlux content) {
        return attempts.replacement(rejected)
                .map(token -> TokenRecovery.drained(content.map(ByteBuf::readableBytes))
                        .then(Mono.defer(() -> answered(token, sending)
                                .response((second, body) -> lastOf(attempts, token, sending, second, body))
                                .then())))
                .switchIfEmpty(Mono.fromSupplier(() -> Mono.from(last(sending, answer, content))))
                .flatMap(next -> next);
    }

    /** Whatever it says is passed back, and remembered. */
    private Publisher<Void> lastOf(
            Attempts attempts, String token, Sending sending, HttpClientResponse answer, ByteBufFlux content) {
        boolean unused = rejected(attempts, token, answer);
        return last(sending, answer, content);
    }

    /** An answer may stream for hours: the body does not lie there as long. */
    private Publisher<Void> last(Sending sending, HttpClientResponse answer, ByteBufFlux content) {
        sending.letGo();
        return passedBack(answer, content);
    }

    private ResponseReceiver<?> answered(String token, Sending sending) {
        ForwardedHeaders rules = ForwardedHeaders.of(request.requestHeaders().getAll("Connection"));
        return sending.sent(http.headers(to -> {
                    copied(request.requestHeaders(), to, name -> rules.toUpstream(name) && !route.keeps(name));
                    to.set("Authorization", "Bearer " + token);
                })
                .request(request.method())
                .uri(route.target(request.uri())));
    }

    private Publisher<Void> passedBack(HttpClientResponse answer, ByteBufFlux content) {
        HttpHeaders from = answer.responseHeaders();
        ForwardedHeaders rules = ForwardedHeaders.of(from.getAll("Connection"));
        response.status(answer.status());
        copied(from, response.responseHeaders(), rules::toClient);
        if (request.method().equals(HttpMethod.HEAD)
                || BODILESS.contains(answer.status().code())) {
            return content.then(response.send().then());
        }
        // Of unknown length: each part is flushed, somebody may be waiting for it.
        boolean whole = from.contains("Content-Length");
        return whole
                ? response.send(content.retain()).then()
                : response.send(content.retain(), buffer -> true).then();
    }

    private static void copied(HttpHeaders from, HttpHeaders to, Predicate<String> goesOn) {
        from.forEach(header -> {
            if (goesOn.test(header.getKey())) {
                to.add(header.getKey(), header.getValue());
            }
        });
    }
}
