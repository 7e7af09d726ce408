package io.tokenwell.example.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
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
        long account,
        HttpServerRequest request,
        HttpServerResponse response) {

    private static final Set<Integer> BODILESS = Set.of(204, 304);

    /** Sends a request with this body. */
    private interface Sending {
        ResponseReceiver<?> sent(HttpClient.RequestSender sender);
    }

    /** What is to be answered in place of the upstream; empty if the request may go on. */
    Optional<Problem> refused(String path) {
        return TokenRecovery.refused(
                request.method().name(), body(), request.requestHeaders().get("Content-Length"), path);
    }

    Mono<Void> withToken(String token) {
        return switch (body()) {
            case NONE -> sentTwiceIfNeedBe(token, sender -> sender, () -> {});
            case KEPT ->
                recovery.kept(
                        request.method().name(),
                        request.requestHeaders().get("Content-Length"),
                        place -> kept(token, place),
                        () -> streamed(token));
            case STREAMED -> streamed(token);
        };
    }

    private Mono<Void> kept(String token, ReplayRoom.Place place) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(place::keeping)
                .flatMap(body -> sentTwiceIfNeedBe(token, sender -> sender.send(fresh(body)), body::letGo));
    }

    private Mono<Void> streamed(String token) {
        return answered(
                        token,
                        sender -> sender.send((out, outbound) ->
                                outbound.send(request.receive().retain(), buffer -> true)))
                .response(this::passedBack)
                .then();
    }

    private TokenRecovery.Body body() {
        HttpHeaders headers = request.requestHeaders();
        return recovery.body(headers.get("Content-Length"), headers.get("Transfer-Encoding"));
    }

    /** Each attempt has a buffer of its own. */
    private static Publisher<ByteBuf> fresh(ReplayRoom.Place body) {
        return Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.bytes()));
    }

    /** Once it is clear that nothing is sent again, the body is let go of. */
    private Mono<Void> sentTwiceIfNeedBe(String token, Sending sending, Runnable letGo) {
        return answered(token, sending)
                .response((answer, content) -> {
                    if (rejectsTheToken(answer)) {
                        return again(token, sending, answer, content, letGo);
                    }
                    letGo.run();
                    return passedBack(answer, content);
                })
                .then();
    }

    private static boolean rejectsTheToken(HttpClientResponse answer) {
        return TokenRecovery.rejectsTheToken(
                answer.status().code(), answer.responseHeaders().getAll("WWW-Authenticate"));
    }

    /** While the other token is waited for, the first answer stays as it is: it may have to be passed back after all. */
    private Mono<Void> again(
            String rejected, Sending sending, HttpClientResponse answer, ByteBufFlux content, Runnable letGo) {
        return recovery.replacement(account, rejected)
                .map(token -> TokenRecovery.drained(content.map(ByteBuf::readableBytes))
                        .then(Mono.defer(() -> answered(token, sending)
                                .response((second, rest) -> {
                                    letGo.run();
                                    return passedBack(second, rest);
                                })
                                .then())))
                .switchIfEmpty(Mono.fromSupplier(() -> Mono.from(passedBack(answer, content))))
                .flatMap(next -> next);
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
