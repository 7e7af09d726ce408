package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;
import reactor.test.StepVerifier;

/** Each part is passed on before the next one exists. */
interface StreamingContract extends SiteContract {

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    @Test
    default void serverSentEventsPassOneByOne() {
        Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
        String path = site().path((request, response) ->
                response.sse().send(events.asFlux().map(event -> bytes("data: " + event + "\n\n")), buffer -> true));
        Flux<String> received = site().caller(site().accounts.loggedIn())
                .http()
                .get()
                .uri(path)
                .responseContent()
                .asString()
                .filter(text -> !text.isBlank())
                .map(String::strip);

        StepVerifier.create(received)
                .then(() -> events.tryEmitNext("first"))
                .expectNext("data: first")
                .then(() -> events.tryEmitNext("second"))
                .expectNext("data: second")
                .then(events::tryEmitComplete)
                .expectComplete()
                .verify(Caller.LIMIT);
    }

    @Test
    default void partsOfAnyOtherAnswerPassOneByOneToo() {
        Sinks.Many<String> parts = Sinks.many().unicast().onBackpressureBuffer();
        String path = site().path((request, response) -> response.header("Content-Type", "application/x-ndjson")
                .send(parts.asFlux().map(StreamingContract::bytes), buffer -> true));
        Flux<String> received = site().caller(site().accounts.loggedIn())
                .http()
                .get()
                .uri(path)
                .responseContent()
                .asString();

        StepVerifier.create(received)
                .then(() -> parts.tryEmitNext("{}\n"))
                .expectNext("{}\n")
                .then(() -> parts.tryEmitNext("[]\n"))
                .expectNext("[]\n")
                .then(parts::tryEmitComplete)
                .expectComplete()
                .verify(Caller.LIMIT);
    }

    @Test
    default void partsOfAnUploadPassOneByOne() {
        Sinks.Many<String> uploaded = Sinks.many().unicast().onBackpressureBuffer();
        String path = site().path((request, response) -> request.receive()
                .asString()
                .doOnNext(uploaded::tryEmitNext)
                .then(response.sendString(Mono.just("stored")).then()));
        Sinks.Many<String> parts = Sinks.many().unicast().onBackpressureBuffer();
        Sinks.One<String> answered = Sinks.one();
        site().caller(site().accounts.loggedIn())
                .http()
                .post()
                .uri(path)
                .send((request, out) ->
                        out.send(ByteBufFlux.fromInbound(parts.asFlux().map(StreamingContract::bytes)), buffer -> true))
                .responseContent()
                .aggregate()
                .asString()
                .subscribe(answered::tryEmitValue, answered::tryEmitError);

        StepVerifier.create(uploaded.asFlux())
                .then(() -> parts.tryEmitNext("first"))
                .expectNext("first")
                .then(() -> parts.tryEmitNext("second"))
                .expectNext("second")
                .then(parts::tryEmitComplete)
                .thenCancel()
                .verify(Caller.LIMIT);
        assertThat(answered.asMono().block(Caller.LIMIT)).isEqualTo("stored");
    }
}
