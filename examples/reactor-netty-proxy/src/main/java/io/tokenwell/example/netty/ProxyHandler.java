package io.tokenwell.example.netty;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.kit.AccountHeaderException;
import io.tokenwell.example.kit.FrontDoor;
import io.tokenwell.example.kit.GatewayLimits;
import io.tokenwell.example.kit.GatewayMeters;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.Problem;
import io.tokenwell.example.kit.ReplayRoom;
import io.tokenwell.example.kit.TokenRecovery;
import io.tokenwell.example.kit.TokenwellRuntime;
import io.tokenwell.example.kit.UnknownAccounts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Answers every request: with the upstream's answer, or a problem. Safe for use by any thread. */
final class ProxyHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    /** Of the proxy itself: what the meters show. */
    private static final String METERS = "/metrics";

    private final FrontDoor door = new FrontDoor(List.of(METERS));
    private final HttpClient http;
    private final GatewayMeters meters;
    private final AccessTokenProvider tokens;
    private final TokenRecovery recovery;

    ProxyHandler(HttpClient http, GatewaySettings settings, TokenwellRuntime runtime) {
        this.http = http;
        this.meters = runtime.meters();
        GatewayLimits.Clients limits = settings.limits().clients();
        this.tokens = new UnknownAccounts(runtime.provider(), limits.unknownAccounts());
        this.recovery =
                new TokenRecovery(tokens, settings.upstream().replayLimit(), new ReplayRoom(limits.replayTotal()));
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        return door.refused(request)
                .<Publisher<Void>>map(problem -> FrontDoor.written(response, problem))
                .orElseGet(() -> admitted(request, response));
    }

    private Publisher<Void> admitted(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().equals(METERS)) {
            return response.header("Content-Type", GatewayMeters.MEDIA_TYPE)
                    .sendString(Mono.just(meters.text()), StandardCharsets.UTF_8);
        }
        return Route.of(request.uri())
                .map(route -> routed(route, request, response))
                .orElseGet(() -> response.sendNotFound().then());
    }

    private Mono<Void> routed(Route route, HttpServerRequest request, HttpServerResponse response) {
        try {
            String account = route.choice().accountOf(request.requestHeaders()::getAll);
            Forwarding forwarding = new Forwarding(http, recovery, route, account, request, response);
            return forwarding
                    .refused(path(request))
                    .map(problem -> FrontDoor.written(response, problem))
                    .orElseGet(() -> forwardedOrRefused(forwarding));
        } catch (AccountHeaderException e) {
            return FrontDoor.written(response, Problem.badAccount(e, path(request)));
        }
    }

    /** Decides first and acts last, so that an error of the upstream is never taken for one of the token. */
    private Mono<Void> forwardedOrRefused(Forwarding forwarding) {
        return tokens.getAccessToken(forwarding.account())
                .single()
                .map(token -> forwardedOrFailed(token, forwarding))
                .onErrorResume(
                        AccessTokenException.class,
                        e -> Mono.just(FrontDoor.written(
                                forwarding.response(), Problem.noToken(e, path(forwarding.request())))))
                .flatMap(Function.identity());
    }

    private static Mono<Void> forwardedOrFailed(String token, Forwarding forwarding) {
        HttpServerResponse response = forwarding.response();
        return forwarding
                .withToken(token)
                // The client has left, or was sent away: that is no failure of the upstream.
                .onErrorComplete(e -> FrontDoor.isGone(forwarding.request()))
                .onErrorResume(
                        e -> !response.hasSentHeaders(),
                        e -> FrontDoor.written(response, Problem.noUpstream(e, path(forwarding.request()))));
    }

    private static String path(HttpServerRequest request) {
        return request.uri().replaceFirst("\\?.*", "");
    }
}
