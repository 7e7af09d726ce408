package io.tokenwell.example.kit.suite;

import static io.tokenwell.example.kit.suite.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** All requests together keep only so much to be sent once more; what finds no room passes as it comes. */
interface ReplayTotalContract extends SiteContract {

    /** Two do not fit. */
    String BODY = "x".repeat(Site.REPLAY_TOTAL * 6 / 10);

    /** Refuses the first token, and tells the number of the attempt. */
    private String refusing() {
        AtomicInteger attempts = new AtomicInteger();
        return site().path((request, response) -> {
            int attempt = attempts.incrementAndGet();
            response.status(attempt == 1 ? 401 : 200);
            return request.receive()
                    .then(response.sendString(Mono.just("attempt " + attempt)).then());
        });
    }

    private Answer posted(String path) {
        return Caller.of(site().limited(), site().accounts.loggedIn()).post(path, BODY);
    }

    private RawClient posting(String path) {
        String head = head("POST", path, site().accounts.loggedIn(), "Content-Length: " + BODY.length());
        return new RawClient(site().limited()).send(head + BODY);
    }

    @Test
    default void whatFindsNoRoomIsSentOnce() {
        Sinks.Empty<Void> came = Sinks.empty();
        Sinks.Empty<Void> answer = Sinks.empty();
        AtomicInteger attempts = new AtomicInteger();
        String held = site().path((request, response) -> {
            came.tryEmitEmpty();
            response.status(attempts.incrementAndGet() == 1 ? 401 : 200);
            return request.receive()
                    .then(answer.asMono())
                    .then(response.sendString(Mono.just("attempt " + attempts.get()))
                            .then());
        });
        try (RawClient first = posting(held)) {
            came.asMono().block(Caller.LIMIT);
            assertThat(posted(refusing()).status()).as("no room").isEqualTo(401);
            assertThat(withBody("GET").until("}"))
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("Retry-After: 1\r\n")
                    .contains("urn:tokenwell:problem:busy");
            answer.tryEmitEmpty();
            assertThat(first.until("attempt 2")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(posted(refusing()).body()).as("room again").isEqualTo("attempt 2");
    }

    private RawClient withBody(String method) {
        return new RawClient(site().limited())
                .send(head(method, refusing(), site().accounts.loggedIn(), "Content-Length: " + BODY.length()) + BODY);
    }

    @Test
    default void anAnswerThatStreamsHoldsNoRoom() {
        String stream = site().path((request, response) -> request.receive()
                .then(response.sse()
                        .send(
                                Mono.fromSupplier(() -> StreamingContract.bytes("data: 1\n\n"))
                                        .concatWith(Mono.never()),
                                buffer -> true)
                        .then()));
        try (RawClient streaming = posting(stream)) {
            assertThat(streaming.until("data: 1")).startsWith("HTTP/1.1 200 ");
            assertThat(posted(refusing()).body()).isEqualTo("attempt 2");
        }
    }
}
