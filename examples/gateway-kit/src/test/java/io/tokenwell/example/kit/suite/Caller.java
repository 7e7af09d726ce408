package io.tokenwell.example.kit.suite;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A caller of one gateway, who names an account with each request. */
record Caller(HttpClient http) {

    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final ConnectionProvider CONNECTIONS = ConnectionProvider.builder("callers")
            .maxConnections(2_000)
            .pendingAcquireMaxCount(-1)
            .build();

    static Caller of(RunningGateway gateway, long account) {
        return of(gateway).with(headers -> headers.set("X-Account", account));
    }

    static Caller of(RunningGateway gateway) {
        return new Caller(HttpClient.create(CONNECTIONS)
                .baseUrl("http://127.0.0.1:" + gateway.port() + "/by-header")
                .responseTimeout(LIMIT));
    }

    /** One who asks for the gateway's own pages. */
    static Caller plain(RunningGateway gateway) {
        return new Caller(HttpClient.create(CONNECTIONS)
                .baseUrl("http://127.0.0.1:" + gateway.port())
                .responseTimeout(LIMIT));
    }

    Caller with(Consumer<HttpHeaders> headers) {
        return new Caller(http.headers(headers));
    }

    /** What came back. */
    record Answer(int status, HttpHeaders headers, String body) {
        Map<String, Object> json() {
            return JsonMapper.shared().readValue(body, new TypeReference<>() {});
        }
    }

    Answer get(String uri) {
        return getting(uri).blockOptional(LIMIT).orElseThrow();
    }

    Mono<Answer> getting(String uri) {
        return answer(http.get().uri(uri));
    }

    Answer post(String uri, String body) {
        return answer(http.headers(headers -> headers.set("Content-Length", body.length()))
                        .post()
                        .uri(uri)
                        .send(ByteBufFlux.fromString(
                                Mono.just(body), StandardCharsets.UTF_8, UnpooledByteBufAllocator.DEFAULT)))
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    static Mono<Answer> answer(HttpClient.ResponseReceiver<?> sent) {
        return sent.responseSingle((head, body) -> body.asString()
                .defaultIfEmpty("")
                .map(text -> new Answer(head.status().code(), head.responseHeaders(), text)));
    }
}
