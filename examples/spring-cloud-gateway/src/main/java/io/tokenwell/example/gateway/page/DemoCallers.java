package io.tokenwell.example.gateway.page;

import io.tokenwell.ShownText;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests to this very gateway, as its callers do: each on a connection of its own, all at once. */
final class DemoCallers {

    static final int MOST = 10;

    private static final Logger log = LoggerFactory.getLogger(DemoCallers.class);

    private static final int TAIL = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/by-header/v1/models";

    /**
     * What a caller got.
     *
     * @param tokenTail the last letters of the token that the upstream was shown, or null
     * @param problem why there is none, or null
     */
    record Got(
            int status,
            @Nullable String tokenTail,
            @Nullable String problem,
            long millis) {}

    private final IntSupplier port;
    private final ObjectReader json;
    private final HttpClient http = HttpClient.newConnection().responseTimeout(PATIENCE);

    DemoCallers(IntSupplier port, JsonMapper json) {
        this.port = port;
        // Made ready here: Jackson locks while it reads a type for the first time, and answers come on event loops.
        this.json = json.readerFor(JsonNode.class);
    }

    Mono<List<Got>> answers(long account, int callers) {
        return Flux.range(0, callers).flatMap(caller -> answer(account), MOST).collectList();
    }

    private Mono<Got> answer(long account) {
        return http.headers(headers -> headers.set("X-Account", account))
                .get()
                .uri("http://127.0.0.1:" + port.getAsInt() + PATH)
                .responseSingle((head, body) -> body.asByteArray()
                        .defaultIfEmpty(new byte[0])
                        .map(text -> got(head.status().code(), read(text))))
                .onErrorResume(failure -> unanswered(account, failure))
                .elapsed()
                .map(timed -> new Got(
                        timed.getT2().status(),
                        timed.getT2().tokenTail(),
                        timed.getT2().problem(),
                        timed.getT1()));
    }

    private static Mono<Got> unanswered(long account, Throwable failure) {
        log.warn("Demo caller got no answer: account_id={} error={}", account, ShownText.line(failure));
        return Mono.just(new Got(0, null, "no answer", 0));
    }

    private JsonNode read(byte[] text) {
        try {
            return json.readValue(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** The upstream says whose token it saw; a problem has a title; the upstream's refusal a code. */
    private static Got got(int status, JsonNode body) {
        @Nullable String title = text(body.path("title"));
        return new Got(
                status, tail(text(body.path("token_tail"))), title != null ? title : text(body.at("/error/code")), 0);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    private static @Nullable String tail(@Nullable String token) {
        return token == null ? null : token.substring(Math.max(0, token.length() - TAIL));
    }
}
