package io.tokenwell.example.kit.suite;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A client that leaves takes its request along. */
interface CancellationContract extends SiteContract {

    @Test
    default void aClientThatLeavesAStreamEndsItAtTheUpstream() {
        Sinks.Empty<Void> ended = Sinks.empty();
        String path = site().path((request, response) -> response.sse()
                .send(
                        Flux.interval(Duration.ofMillis(10))
                                .onBackpressureDrop()
                                .map(tick -> StreamingContract.bytes("data: " + tick + "\n\n"))
                                .doOnCancel(ended::tryEmitEmpty),
                        buffer -> true));

        site().caller(site().accounts.loggedIn())
                .http()
                .get()
                .uri(path)
                .responseContent()
                .asString()
                .blockFirst(Caller.LIMIT);

        ended.asMono().block(Caller.LIMIT);
    }

    @Test
    default void aClientThatLeavesBeforeTheAnswerEndsTheRequestAtTheUpstream() {
        Sinks.Empty<Void> came = Sinks.empty();
        Sinks.Empty<Void> ended = Sinks.empty();
        String path = site().path((request, response) -> {
            request.withConnection(connection -> connection.onDispose(ended::tryEmitEmpty));
            came.tryEmitEmpty();
            return Mono.never();
        });

        Disposable call =
                site().caller(site().accounts.loggedIn()).getting(path).subscribe();
        came.asMono().block(Caller.LIMIT);
        call.dispose();

        ended.asMono().block(Caller.LIMIT);
    }

    @Test
    default void aClientThatLeavesWhileATokenIsReplacedLeavesNoAnswerOpen() {
        long account = site().accounts.loggedIn();
        Sinks.Empty<Void> ended = Sinks.empty();
        String path = site().path((request, response) -> response.status(401)
                .send(
                        Flux.concat(Mono.just(StreamingContract.bytes("no")), Mono.never())
                                .doOnCancel(ended::tryEmitEmpty),
                        buffer -> true));
        site().authorization.latency(Duration.ofSeconds(2));
        try {
            Disposable call = site().caller(account).getting(path).subscribe();
            await().atMost(Caller.LIMIT).until(() -> site().accounts.redemptionsOf(account) == 1);
            call.dispose();

            ended.asMono().block(Caller.LIMIT);
        } finally {
            site().authorization.latency(Duration.ZERO);
        }
    }
}
