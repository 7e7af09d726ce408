package io.tokenwell.example.kit.suite;

import static io.tokenwell.example.kit.suite.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.example.kit.suite.Caller.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Who stalls is ended, and what is too much is refused; on a gateway whose limits are short. */
interface LimitsContract extends SiteContract {

    /** Though no server would mind by itself. */
    int TOO_LONG = Site.HEAD_SIZE + 1_000;

    private RawClient client() {
        return new RawClient(site().limited());
    }

    private String served() {
        return site().path((request, response) ->
                request.receive().then(response.sendString(Mono.just("served")).then()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /by-header/v1/x HTTP/1.1\r\nHost: a\r\nX-A: ", "POST /v1 HTTP/1.1\r\nA: b\r\n"})
    default void aHeadThatIsNeverWholeIsEnded(String begun) {
        try (RawClient client = client()) {
            assertThat(client.send(begun).toTheEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    default void aHeadThatComesByteByByteIsEnded() {
        try (RawClient client = client().send("GET / HTTP/1.1\r\nX-A: ")) {
            Disposable further = Flux.interval(Duration.ofMillis(100), Schedulers.boundedElastic())
                    .subscribe(tick -> client.send("a"));
            assertThat(client.toTheEnd()).startsWith("HTTP/1.1 408 ");
            further.dispose();
        }
    }

    @Test
    default void aFurtherHeadThatIsNeverWholeIsEnded() {
        String whole = head("GET", served(), site().accounts.loggedIn());
        try (RawClient client = client().send(whole)) {
            assertThat(client.until("served")).startsWith("HTTP/1.1 200 ");
            assertThat(client.send("GET ").toTheEnd()).contains("HTTP/1.1 408 ");
        }
    }

    @Test
    default void aFurtherHeadThatBeginsEarlyAndIsNeverWholeIsEnded() {
        Sinks.Empty<Void> came = Sinks.empty();
        String path = site().path((request, response) -> {
            came.tryEmitEmpty();
            return Mono.delay(Site.SHORT)
                    .then(response.sendString(Mono.just("served")).then());
        });
        try (RawClient client = client().send(head("GET", path, site().accounts.loggedIn()))) {
            came.asMono().block(Caller.LIMIT);
            assertThat(client.send("GET ").until("served")).startsWith("HTTP/1.1 200 ");
            assertThat(client.toTheEnd()).contains("HTTP/1.1 408 ");
        }
    }

    @Test
    default void aClientThatSaysNothingIsLetGo() {
        try (RawClient client = client()) {
            assertThat(client.toTheEnd()).isEmpty();
        }
    }

    @Test
    default void anIdleConnectionIsClosedInTime() {
        String whole = head("GET", served(), site().accounts.loggedIn());
        try (RawClient client = client().send(whole)) {
            client.until("served");
            long idleSince = System.nanoTime();

            assertThat(client.toTheEnd()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - idleSince))
                    .isGreaterThan(Site.IDLE.minusMillis(200))
                    .isLessThan(Site.IDLE.multipliedBy(4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Content-Length: 100000", "Transfer-Encoding: chunked"})
    default void aBodyThatStandsStillIsEnded(String length) {
        String begun = head("POST", served(), site().accounts.loggedIn(), length);
        try (RawClient client = client().send(begun + "1\r\na\r\n")) {
            assertThat(client.toTheEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 12", "Transfer-Encoding: chunked"})
    default void aBodyThatComesSlowlyIsTaken(String length) throws InterruptedException {
        String begun = head("POST", served(), site().accounts.loggedIn(), length);
        try (RawClient client = client().send(begun)) {
            for (int i = 0; i < 6; i++) {
                Thread.sleep(Site.SHORT.dividedBy(2).toMillis());
                client.send(length.startsWith("C") ? "ab" : "1\r\na\r\n");
            }
            assertThat(client.send("0\r\n\r\n").until("served")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    default void theRestOfABodyThatWasAnsweredAlreadyIsNoHead() {
        String path = site().path((request, response) -> response.sendString(Mono.just("served")));
        String begun = head("POST", path, site().accounts.loggedIn(), "Content-Length: 100000");
        try (RawClient client = client().send(begun + "a")) {
            assertThat(client.until("served")).startsWith("HTTP/1.1 200 ");
            Disposable rest = Flux.interval(Duration.ofMillis(100), Schedulers.boundedElastic())
                    .subscribe(tick -> client.send("a"));
            assertThat(client.toTheEnd()).doesNotContain(" 408 ");
            rest.dispose();
        }
    }

    @Test
    default void anUpstreamThatDoesNotTakeTheBodyIsToBlameAndNotTheClient() {
        String path = site().path((request, response) -> Mono.never());
        String begun = head("POST", path, site().accounts.loggedIn(), "Content-Length: 50000000");
        try (RawClient client = client().send(begun)) {
            Thread sender = new Thread(
                    () -> Stream.generate(() -> "x".repeat(1 << 20)).limit(50).forEach(client::send));
            sender.setDaemon(true);
            sender.start();
            assertThat(client.until("}")).startsWith("HTTP/1.1 504 ").contains("urn:tokenwell:problem:upstream");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void anUpstreamThatSaysNothingIsAProblem(boolean multiplexed) {
        String path = site().path((request, response) -> Mono.never());
        RunningGateway gateway = multiplexed ? site().limitedMultiplexed() : site().limited();

        Answer answer = Caller.of(gateway, site().accounts.loggedIn()).get(path);

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:upstream");
    }

    @Test
    default void furtherConnectionsAreRefusedUntilThereIsRoom() {
        long account = site().accounts.loggedIn();
        String stream = site().path((request, response) -> response.sse()
                .send(Mono.fromSupplier(() -> StreamingContract.bytes("data: 1\n\n"))
                        .concatWith(Mono.never())));
        List<RawClient> clients = IntStream.range(0, Site.CONNECTIONS + 10)
                .mapToObj(number -> client().send(head("GET", stream, account)))
                .toList();

        List<String> answers =
                clients.stream().map(client -> client.until("data: 1")).toList();
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 200 "))
                .hasSizeBetween(1, Site.CONNECTIONS);
        assertThat(answers).filteredOn(String::isEmpty).hasSizeGreaterThanOrEqualTo(10);
        clients.forEach(RawClient::close);

        await().atMost(Caller.LIMIT).until(() -> {
            try (RawClient client = client().send(head("GET", served(), account))) {
                return client.until("served").startsWith("HTTP/1.1 200 ");
            }
        });
    }

    @Test
    default void aHeadThatIsTooLargeIsRefused() {
        try (RawClient client = client().send("GET /v1 HTTP/1.1\r\nX-A: " + "a".repeat(TOO_LONG) + "\r\n\r\n")) {
            assertThat(client.toTheEnd()).startsWith("HTTP/1.1 431 ");
        }
        try (RawClient client = client().send("GET /" + "a".repeat(TOO_LONG) + " HTTP/1.1\r\n\r\n")) {
            assertThat(client.toTheEnd()).startsWith("HTTP/1.1 414 ");
        }
    }

    @Test
    default void whoFindsNoRoomInTheQueueForTheUpstreamIsToldToComeAgain() {
        long account = site().accounts.loggedIn();
        String path = site().path((request, response) -> Mono.never());
        RunningGateway narrow =
                site().another("--tokenwell.limits.upstream-connections=1", "--tokenwell.limits.upstream-pending=1");
        List<RawClient> clients = Stream.generate(() -> new RawClient(narrow).send(head("GET", path, account)))
                .limit(3)
                .toList();
        String refused = Flux.fromIterable(clients)
                .flatMap(client -> Mono.fromCallable(() -> client.until("}")).subscribeOn(Schedulers.boundedElastic()))
                .filter(text -> text.contains("}"))
                .blockFirst(Caller.LIMIT);
        clients.forEach(RawClient::close);

        assertThat(refused)
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("Retry-After: 1\r\n")
                .contains("urn:tokenwell:problem:busy");
    }

    @Test
    default void anAccountThatIsStoredMeanwhileIsSeenSoon() {
        long account = site().accounts.missing();
        String path = served();
        assertThat(site().caller(account).get(path).status()).isEqualTo(502);
        site().accounts.loggedInAs(account);

        await().atMost(Caller.LIMIT)
                .until(() -> site().caller(account).get(path).status() == 200);
    }
}
