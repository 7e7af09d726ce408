package io.tokenwell.example.webflux;

import io.tokenwell.AccessTokenException;
import io.tokenwell.example.kit.AccountChoice;
import io.tokenwell.example.kit.AccountHeaderException;
import io.tokenwell.example.kit.ForwardedHeaders;
import io.tokenwell.example.kit.Problem;
import io.tokenwell.example.kit.ReplayRoom;
import io.tokenwell.example.kit.TokenRecovery;
import io.tokenwell.example.kit.spring.ProblemResponse;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends a request on and its answer back, both as they come. Safe for use by any thread. */
record ProxyHandler(WebClient client, URI upstream, TokenRecovery recovery, AccountChoice choice, String prefix) {

    Mono<ServerResponse> proxied(ServerRequest request) {
        String path = request.uri().getRawPath();
        // Routes match decoded segments without their parameters: what was spelled otherwise is another path to others.
        if (!path.startsWith(prefix + "/v1/")) {
            return ServerResponse.notFound().build();
        }
        try {
            String account = choice.accountOf(request.headers()::header);
            return proxied(request, account, path)
                    .onErrorResume(AccessTokenException.class, e -> problem(Problem.noToken(e, path)));
        } catch (AccountHeaderException e) {
            return problem(Problem.badAccount(e, path));
        }
    }

    private static Mono<ServerResponse> problem(Problem problem) {
        return ServerResponse.ok()
                .build((exchange, context) -> ProblemResponse.written(exchange.getResponse(), problem));
    }

    private Mono<ServerResponse> proxied(ServerRequest request, String account, String path) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        TokenRecovery.Body body = recovery.body(length, headers.getFirst(HttpHeaders.TRANSFER_ENCODING));
        return TokenRecovery.refused(request.method().name(), body, length, path)
                .map(ProxyHandler::problem)
                .orElseGet(() -> forwarded(request, account, body));
    }

    private Mono<ServerResponse> forwarded(ServerRequest request, String account, TokenRecovery.Body body) {
        return switch (body) {
            case NONE -> answered(request, account, BodyInserters.empty(), true);
            case KEPT ->
                recovery.kept(
                        request.method().name(),
                        request.headers().firstHeader(HttpHeaders.CONTENT_LENGTH),
                        place -> kept(request)
                                .map(place::keeping)
                                .flatMap(kept -> answered(request, account, inserted(kept), true)),
                        () -> answered(request, account, streamed(request), false));
            case STREAMED -> answered(request, account, streamed(request), false);
        };
    }

    private static Mono<byte[]> kept(ServerRequest request) {
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()))
                .map(joined -> {
                    byte[] bytes = new byte[joined.readableByteCount()];
                    joined.read(bytes);
                    DataBufferUtils.release(joined);
                    return bytes;
                });
    }

    /** Each subscription, and so each attempt, has a buffer of its own. */
    private static BodyInserter<?, ReactiveHttpOutputMessage> inserted(ReplayRoom.Place body) {
        return (message, context) -> message.writeWith(
                Mono.fromSupplier(() -> message.bufferFactory().wrap(body.bytes())));
    }

    private static BodyInserter<?, ReactiveHttpOutputMessage> streamed(ServerRequest request) {
        return (message, context) -> message.writeAndFlushWith(
                request.body(BodyExtractors.toDataBuffers()).map(Mono::just));
    }

    private Mono<ServerResponse> answered(
            ServerRequest request,
            String account,
            BodyInserter<?, ReactiveHttpOutputMessage> body,
            boolean repeatable) {
        return client.method(request.method())
                .uri(target(request.uri()))
                .headers(headers -> forwarded(request.headers().asHttpHeaders(), headers))
                .attribute(TokenExchangeFilter.ACCOUNT, account)
                .attribute(TokenExchangeFilter.REPEATABLE, repeatable)
                .body(body)
                .retrieve()
                // Whatever it says is the answer.
                .onStatus(status -> true, answer -> Mono.empty())
                .toEntityFlux(BodyExtractors.toDataBuffers())
                .flatMap(ProxyHandler::passedBack);
    }

    private URI target(URI asked) {
        String path = asked.getRawPath().substring(prefix.length());
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create(upstream.toString().replaceFirst("/$", "") + path + query);
    }

    private void forwarded(HttpHeaders from, HttpHeaders to) {
        ForwardedHeaders rules = ForwardedHeaders.of(from.getValuesAsList(HttpHeaders.CONNECTION));
        copied(from, name -> rules.toUpstream(name) && !name.equalsIgnoreCase(choice.header()), to::addAll);
    }

    /** Not as a body of the ServerResponse, which would answer the client's conditions (304) in the upstream's place. */
    private static Mono<ServerResponse> passedBack(ResponseEntity<Flux<DataBuffer>> answer) {
        return ServerResponse.ok().build((exchange, context) -> written(answer, exchange.getResponse()));
    }

    private static Mono<Void> written(ResponseEntity<Flux<DataBuffer>> answer, ServerHttpResponse response) {
        HttpHeaders from = answer.getHeaders();
        ForwardedHeaders rules = ForwardedHeaders.of(from.getValuesAsList(HttpHeaders.CONNECTION));
        response.setStatusCode(answer.getStatusCode());
        copied(from, rules::toClient, response.getHeaders()::addAll);
        Flux<DataBuffer> body = answer.getBody() == null ? Flux.empty() : answer.getBody();
        // Of unknown length: each part is flushed, somebody may be waiting for it.
        boolean whole = from.containsHeader(HttpHeaders.CONTENT_LENGTH);
        return whole ? response.writeWith(body) : response.writeAndFlushWith(body.map(Mono::just));
    }

    private static void copied(HttpHeaders from, Predicate<String> goesOn, BiConsumer<String, List<String>> to) {
        from.forEach((name, values) -> {
            if (goesOn.test(name)) {
                to.accept(name, values);
            }
        });
    }
}
