package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Many streams at once, and readers that do not read. */
interface PressureContract extends SiteContract {

    int STREAMS = 10_000;
    /** New ones per millisecond. */
    int RAMP = 4;

    int PART = 16 << 10;

    /** Far more than what sockets and pipelines hold, 256 MB. */
    long PARTS = 16_384;

    /** Every stream is open before the first one ends. They share connections: a process may not open as many. */
    @Test
    default void tenThousandStreamsAreOpenAtOnce() {
        Gate open = new Gate(STREAMS);
        Gate whole = new Gate(STREAMS);
        Sinks.Empty<Void> broken = Sinks.empty();
        Mono<ByteBuf> first = Mono.fromSupplier(() -> StreamingContract.bytes("data: 1\n\n"));
        Mono<ByteBuf> last = Mono.fromSupplier(() -> StreamingContract.bytes("data: 2\n\n"));
        String path = site().path((request, response) ->
                response.sse().send(first.concatWith(open.passed().then(last)), buffer -> true));
        Mono<String> stream = multiplexed(site().accounts.loggedIn())
                .get()
                .uri(path)
                .responseContent()
                .asString()
                .reduce("", String::concat)
                .filter("data: 1\n\ndata: 2\n\n"::equals)
                .single();

        // Each for itself: an operator that merges as many would be busier than the gateway.
        Disposable clients = Flux.interval(Duration.ofMillis(1))
                .onBackpressureBuffer()
                .take(STREAMS / RAMP)
                .flatMapIterable(tick -> Collections.nCopies(RAMP, stream))
                .subscribe(one -> one.subscribe(text -> whole.come(), broken::tryEmitError));

        assertThatNoException()
                .as("%d had begun, %d were whole", STREAMS - open.missing(), STREAMS - whole.missing())
                .isThrownBy(() ->
                        Mono.firstWithSignal(whole.reached(), broken.asMono()).block(Duration.ofSeconds(90)));
        clients.dispose();
    }

    private HttpClient multiplexed(long account) {
        ConnectionProvider few = ConnectionProvider.builder("streams")
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(150)
                        .strictConnectionReuse(true)
                        .streamBatchSize(16)
                        .build())
                .pendingAcquireMaxCount(-1)
                .build();
        return HttpClient.create(few)
                .protocol(HttpProtocol.H2C)
                .baseUrl("http://127.0.0.1:" + site().multiplexed().port() + "/by-header")
                .headers(headers -> headers.set("X-Account", account));
    }

    @Test
    default void aClientThatDoesNotReadHoldsTheUpstreamBack() {
        AtomicLong made = new AtomicLong();
        Flux<ByteBuf> plenty = Flux.<ByteBuf, Long>generate(() -> 0L, (number, out) -> {
            made.incrementAndGet();
            out.next(Unpooled.buffer(PART).writeZero(PART));
            if (number == PARTS) {
                out.complete();
            }
            return number + 1;
        });
        String path = site().path((request, response) -> response.send(plenty));
        Idle reader = new Idle();
        site().caller(site().accounts.loggedIn())
                .http()
                .get()
                .uri(path)
                .responseContent()
                .subscribe(reader);
        AtomicLong before = new AtomicLong(-1);

        await().atMost(Caller.LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> made.get() > 0 && made.get() == before.getAndSet(made.get()));
        reader.dispose();

        assertThat(made.get() * PART).isLessThan(PARTS * PART / 4);
    }

    /** Takes one part and then nothing. */
    final class Idle extends BaseSubscriber<ByteBuf> {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }
    }
}
