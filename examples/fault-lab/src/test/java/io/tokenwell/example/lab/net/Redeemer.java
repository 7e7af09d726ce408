package io.tokenwell.example.lab.net;

import java.time.Duration;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A client of the strict server, without any retry of its own. */
final class Redeemer {

    static final Duration LIMIT = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.create(
                    ConnectionProvider.builder("redeemer").maxConnections(100).build())
            .disableRetry(true)
            .headers(all -> all.set("Content-Type", "application/x-www-form-urlencoded"));

    record Reply(int status, String body, OptionalLong retryAfter) {
        String field(String name) {
            return body.replaceFirst(".*\"" + name + "\":\"?([^\",}]*).*", "$1");
        }
    }

    private final int port;

    Redeemer(int port) {
        this.port = port;
    }

    Mono<Reply> post(String path, String form) {
        return HTTP.post()
                .uri("http://127.0.0.1:" + port + path)
                .send(ByteBufMono.fromString(Mono.just(form)))
                .responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Reply(
                                response.status().code(),
                                text,
                                response.responseHeaders().contains("Retry-After")
                                        ? OptionalLong.of(
                                                response.responseHeaders().getInt("Retry-After"))
                                        : OptionalLong.empty())));
    }

    Mono<Reply> redeemed(int instance, String refreshToken) {
        return post(
                "/i/" + instance + "/oauth/token",
                "grant_type=refresh_token&client_id=lab&refresh_token=" + refreshToken);
    }

    Reply redeem(int instance, String refreshToken) {
        return redeemed(instance, refreshToken).blockOptional(LIMIT).orElseThrow();
    }
}
