package io.tokenwell.example.kit.suite;

import static io.tokenwell.example.kit.suite.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

/** Slow is not stalled: streams that pause and readers that take their time are served; who reads nothing at all is not. */
interface SlowContract extends SiteContract {

    /** Longer than any of the short limits. */
    Duration PAUSE = Site.IDLE.plus(Site.SHORT);

    int PART = 16 << 10;

    private HttpClient client(boolean multiplexed) {
        return client(multiplexed, ConnectionProvider.newConnection());
    }

    private HttpClient client(boolean multiplexed, ConnectionProvider connections) {
        RunningGateway gateway = multiplexed ? site().limitedMultiplexed() : site().limited();
        return HttpClient.create(connections)
                .protocol(multiplexed ? HttpProtocol.H2C : HttpProtocol.HTTP11)
                .baseUrl("http://127.0.0.1:" + gateway.port() + "/by-header")
                .headers(headers -> headers.set("X-Account", site().accounts.loggedIn()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void aStreamThatPausesIsNotCut(boolean multiplexed) {
        String path = site().path((request, response) -> response.sse()
                .send(
                        Flux.just("data: 1\n\n", "data: 2\n\n")
                                .map(StreamingContract::bytes)
                                .delayUntil(event -> Mono.delay(PAUSE)),
                        buffer -> true));

        StepVerifier.create(client(multiplexed)
                        .get()
                        .uri(path)
                        .response((head, body) -> {
                            return body.asString();
                        })
                        .filter(text -> !text.isBlank()))
                .expectNext("data: 1\n\n")
                .expectNext("data: 2\n\n")
                .expectComplete()
                .verify(Caller.LIMIT);
    }

    /** An answer without end, and who learns that it has one. */
    private String endless(Sinks.Empty<Void> ended) {
        Flux<ByteBuf> parts = Flux.<ByteBuf>generate(
                        out -> out.next(Unpooled.buffer(PART).writeZero(PART)))
                .doOnCancel(ended::tryEmitEmpty);
        return site().path((request, response) -> {
            request.withConnection(connection -> connection.onDispose(ended::tryEmitEmpty));
            return response.send(parts);
        });
    }

    @Test
    default void whoReadsSlowlyIsServed() throws InterruptedException {
        String whole = head("GET", endless(Sinks.empty()), site().accounts.loggedIn());
        try (RawClient client = new RawClient(site().limited()).send(whole)) {
            client.until("\r\n\r\n");
            long began = System.nanoTime();
            while (System.nanoTime() - began < PAUSE.multipliedBy(2).toNanos()) {
                assertThat(client.next(4 * PART)).isNotEmpty();
                Thread.sleep(10);
            }
        }
    }

    @Test
    default void whoDoesNotReadIsCut() {
        Sinks.Empty<Void> ended = Sinks.empty();
        String whole = head("GET", endless(ended), site().accounts.loggedIn());
        try (RawClient client = new RawClient(site().limited()).send(whole)) {
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            ended.asMono().block(Caller.LIMIT);
        }
    }

    @Test
    default void whoGivesAStreamNoWindowIsCut() {
        Sinks.Empty<Void> ended = Sinks.empty();
        PressureContract.Idle reader = new PressureContract.Idle();
        client(true).get().uri(endless(ended)).responseContent().subscribe(reader);

        ended.asMono().block(Caller.LIMIT);
        reader.dispose();
    }

    @Test
    default void aConnectionWithoutStreamsIsClosedInTime() {
        Sinks.Empty<Void> closed = Sinks.empty();
        String path = site().path((request, response) -> response.sendString(Mono.just("served")));
        ConnectionProvider kept = ConnectionProvider.create("kept", 1);
        String answer = client(true, kept)
                .doOnResponse((head, stream) ->
                        stream.channel().parent().closeFuture().addListener(end -> closed.tryEmitEmpty()))
                .get()
                .uri(path)
                .responseContent()
                .aggregate()
                .asString()
                .block(Caller.LIMIT);
        long idleSince = System.nanoTime();

        closed.asMono().block(Caller.LIMIT);
        assertThat(answer).isEqualTo("served");
        assertThat(Duration.ofNanos(System.nanoTime() - idleSince))
                .isGreaterThan(Site.IDLE.minusMillis(200))
                .isLessThan(Site.IDLE.multipliedBy(4));
        kept.dispose();
    }
}
