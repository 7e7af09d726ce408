package io.tokenwell.example.gateway.page;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What can be tried in the demo. Each answers when it is done. */
final class DemoActions {

    private static final long LONGEST_LATENCY_MILLIS = 5_000;

    /** What is asked for; of each action only its own part is read. */
    record Order(
            @Nullable Long account,
            @Nullable Integer callers,
            @Nullable Long millis) {}

    private final DemoAuthorizationServer authorization;
    private final @Nullable EmbeddedRedis redis;
    private final DemoRows rows;
    private final DemoCallers callers;
    private final AccessTokenProvider tokens;
    private final Attention attention;
    private final Clock clock = Clock.systemUTC();

    DemoActions(
            DemoAuthorizationServer authorization,
            @Nullable EmbeddedRedis redis,
            DemoRows rows,
            DemoCallers callers,
            AccessTokenProvider tokens,
            Attention attention) {
        this.authorization = authorization;
        this.redis = redis;
        this.rows = rows;
        this.callers = callers;
        this.tokens = tokens;
        this.attention = attention;
    }

    boolean hasRedis() {
        return redis != null;
    }

    /** Ends the account's access token everywhere: where it was issued, in the table, in the caches. */
    Mono<ServerResponse> expire(ServerRequest request) {
        return account(request)
                .flatMap(account -> changed(
                        account,
                        Mono.fromRunnable(() -> authorization.expireAccessTokens(account))
                                .then(Mono.defer(() -> rows.endToken(account, clock.instant())))));
    }

    /** Ends the login at the authorization server, and says nothing to the gateway: it has to find out. */
    Mono<ServerResponse> revoke(ServerRequest request) {
        return account(request).doOnNext(authorization::revoke).flatMap(account -> done());
    }

    Mono<ServerResponse> logIn(ServerRequest request) {
        return account(request)
                .flatMap(account ->
                        changed(account, Mono.defer(() -> rows.logIn(authorization.issue(account), clock.instant()))));
    }

    private Mono<ServerResponse> changed(long account, Mono<Boolean> change) {
        return change.flatMap(found -> found
                ? forgotten(account).then(done())
                : Problems.answer(HttpStatus.NOT_FOUND, "Account " + account + " is not one of the demo's."));
    }

    /** With Redis away, other instances may serve the old token until it ends. */
    private Mono<Void> forgotten(long account) {
        return tokens.invalidate(account).onErrorComplete();
    }

    /** How long the authorization server keeps its answers back: so that refreshes can be seen. */
    Mono<ServerResponse> slowDown(ServerRequest request) {
        return order(request).flatMap(order -> {
            Long millis = order.millis();
            if (millis == null || millis < 0 || millis > LONGEST_LATENCY_MILLIS) {
                return Problems.answer(HttpStatus.BAD_REQUEST, "millis has to be 0 to " + LONGEST_LATENCY_MILLIS + ".");
            }
            authorization.latency(Duration.ofMillis(millis));
            return done();
        });
    }

    Mono<ServerResponse> stopRedis(ServerRequest request) {
        return onRedis(EmbeddedRedis::stop);
    }

    Mono<ServerResponse> startRedis(ServerRequest request) {
        return onRedis(EmbeddedRedis::restart);
    }

    /** Starting and ending a process blocks. */
    private Mono<ServerResponse> onRedis(Consumer<EmbeddedRedis> action) {
        return Mono.justOrEmpty(redis)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(action)
                .flatMap(server -> done());
    }

    Mono<ServerResponse> send(ServerRequest request) {
        return order(request).flatMap(order -> {
            Long account = order.account();
            Integer many = order.callers();
            if (account == null || many == null || many < 1 || many > DemoCallers.MOST) {
                return Problems.answer(
                        HttpStatus.BAD_REQUEST, "account and callers, 1 to " + DemoCallers.MOST + ", are needed.");
            }
            return callers.answers(account, many)
                    .doOnNext(all -> attention.wanted())
                    .flatMap(all -> ServerResponse.ok().bodyValue(all));
        });
    }

    private static Mono<Long> account(ServerRequest request) {
        return order(request)
                .mapNotNull(Order::account)
                .switchIfEmpty(Mono.error(() -> new ServerWebInputException("account is missing")));
    }

    private static Mono<Order> order(ServerRequest request) {
        return request.bodyToMono(Order.class)
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLong -> new ResponseStatusException(
                                HttpStatus.CONTENT_TOO_LARGE, "nobody asks for so much", tooLong))
                .switchIfEmpty(Mono.error(() -> new ServerWebInputException("nothing is asked for")));
    }

    private Mono<ServerResponse> done() {
        attention.wanted();
        return ServerResponse.noContent().build();
    }
}
