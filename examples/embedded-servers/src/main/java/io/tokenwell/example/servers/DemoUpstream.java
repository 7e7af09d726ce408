package io.tokenwell.example.servers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** An API on loopback that serves live access tokens of one {@link DemoAuthorizationServer} and nobody else, or all who bring a token. */
public final class DemoUpstream implements AutoCloseable {

    private static final String SCHEME = "Bearer ";
    private static final int TAIL = 6;
    private static final int EVENTS = 5;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(200);

    /** Who is calling: the account of a live token, and the end of that token to tell it from others. */
    private record Caller(long accountId, String tokenTail) {
        Map<String, Object> with(String key, Object value) {
            return Map.of("account", accountId, "token_tail", tokenTail, key, value);
        }
    }

    private interface Endpoint {
        Publisher<Void> answer(Caller caller, HttpServerRequest request, HttpServerResponse response);
    }

    private final Function<String, OptionalLong> holders;
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final HttpFace face;

    private DemoUpstream(Function<String, OptionalLong> holders, int port) {
        this.holders = holders;
        this.face = new HttpFace(port, this::routes);
    }

    /**
     * Starts an upstream.
     *
     * @param authorization whose access tokens it accepts
     * @param port the port to listen on, 0 for any free one
     * @return the upstream, listening
     */
    public static DemoUpstream start(DemoAuthorizationServer authorization, int port) {
        return new DemoUpstream(authorization::holder, port);
    }

    /**
     * Starts an upstream on a free port that takes any token, since it cannot ask who issued it. It shows account 0.
     *
     * @return the upstream, listening
     */
    public static DemoUpstream startTrusting() {
        return new DemoUpstream(token -> token.isEmpty() ? OptionalLong.empty() : OptionalLong.of(0), 0);
    }

    private void routes(HttpServerRoutes routes) {
        routes.get("/v1/models", (request, response) -> guarded(request, response, DemoUpstream::models));
        routes.get("/v1/stream", (request, response) -> guarded(request, response, DemoUpstream::stream));
        routes.get("/v1/headers", (request, response) -> guarded(request, response, DemoUpstream::headers));
        routes.post("/v1/echo", (request, response) -> guarded(request, response, DemoUpstream::echo));
    }

    private Publisher<Void> guarded(HttpServerRequest request, HttpServerResponse response, Endpoint endpoint) {
        String token = bearer(request.requestHeaders().getAll("Authorization"));
        OptionalLong account = holders.apply(token);
        if (account.isEmpty()) {
            rejected.incrementAndGet();
            return unauthorized(response);
        }
        served.incrementAndGet();
        String tail = token.substring(Math.max(0, token.length() - TAIL));
        return endpoint.answer(new Caller(account.getAsLong(), tail), request, response);
    }

    private static String bearer(List<String> headers) {
        boolean one = headers.size() == 1 && headers.get(0).startsWith(SCHEME);
        return one ? headers.get(0).substring(SCHEME.length()) : "";
    }

    private static Publisher<Void> unauthorized(HttpServerResponse response) {
        response.header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        return HttpFace.reply(
                response,
                401,
                Map.of("error", Map.of("code", "token_invalid", "message", "the access token is not accepted")));
    }

    private static Publisher<Void> models(Caller caller, HttpServerRequest request, HttpServerResponse response) {
        List<Map<String, String>> models = List.of(Map.of("id", "demo-model", "object", "model"));
        return HttpFace.reply(response, 200, caller.with("data", models));
    }

    private static Publisher<Void> headers(Caller caller, HttpServerRequest request, HttpServerResponse response) {
        List<String> names = List.copyOf(request.requestHeaders().names());
        return HttpFace.reply(response, 200, caller.with("names", names));
    }

    private static Publisher<Void> echo(Caller caller, HttpServerRequest request, HttpServerResponse response) {
        @Nullable String type = request.requestHeaders().get("Content-Type");
        response.header("Content-Type", type == null ? "application/octet-stream" : type);
        return response.send(request.receive().retain());
    }

    private static Publisher<Void> stream(Caller caller, HttpServerRequest request, HttpServerResponse response) {
        Flux<ByteBuf> events = Flux.interval(Duration.ZERO, BETWEEN_EVENTS)
                .take(EVENTS)
                .map(number -> event(caller.with("event", number + 1)));
        return response.sse().header("Cache-Control", "no-store").send(events, flushed -> true);
    }

    private static ByteBuf event(Map<String, Object> data) {
        return Unpooled.copiedBuffer("data: " + HttpFace.json(data) + "\n\n", StandardCharsets.UTF_8);
    }

    /**
     * How many requests came with a live token.
     *
     * @return the number
     */
    public long served() {
        return served.get();
    }

    /**
     * How many requests came without one.
     *
     * @return the number
     */
    public long rejected() {
        return rejected.get();
    }

    /**
     * The port.
     *
     * @return the port it listens on
     */
    public int port() {
        return face.port();
    }

    /**
     * The address of the API.
     *
     * @return {@code http://127.0.0.1:port}
     */
    public String uri() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        face.close();
    }
}
