package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.HttpProtocol;

/** What is no proper request is the client's mistake, and half a body is never taken for a whole one. */
interface OddRequestsContract extends SiteContract {

    String CHUNKED = "Transfer-Encoding: chunked";

    List<String> MALFORMED = List.of(
            "zz\r\nhello\r\n0\r\n\r\n",
            "-5\r\nhello\r\n0\r\n\r\n",
            "0x5\r\nhello\r\n0\r\n\r\n",
            "ffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
            "80000000\r\nhello",
            "\r\nhello\r\n0\r\n\r\n",
            "5\r\nhelloworld\r\n0\r\n\r\n",
            "5\r\nhello0\r\n\r\n",
            "x".repeat(20_000));

    List<String> HOSTS = List.of(
            "Host: gw/actuator/health?",
            "Host: gw/v1/x?",
            "Host: gw/../",
            "Host: gw#",
            "Host: gw?",
            "Host: evil@gw",
            "Host: gw\\x",
            "Host: gw%2f",
            "Host: gw gw",
            "Host: gw,gw",
            "Host: gw:x",
            "Host: gw:99999",
            "Host: gw:80:80",
            "Host: [::1",
            "Host: [evil]",
            "Host: g\u0000w",
            "Host: \u00ff",
            "Host:",
            "Host: gw\r\nHost: gw",
            "Host: gw\r\nHost: evil.test");

    /** What the log is told meanwhile. */
    private static List<ILoggingEvent> logged(Runnable requests) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        root.addAppender(said);
        try {
            requests.run();
        } finally {
            root.detachAppender(said);
        }
        return List.copyOf(said.list);
    }

    /** Errors and stack traces: no client should be able to cause any. */
    private static List<String> errors(Runnable requests) {
        return logged(requests).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
                .toList();
    }

    private static void answered(RunningGateway gateway, List<String> requests) {
        List<String> odd = new ArrayList<>();
        List<String> errors = errors(() -> requests.forEach(request -> {
            RawCaller.Answer answer = RawCaller.answer(gateway, request);
            if (!answer.isRefusal()) {
                odd.add(request + " -> " + answer);
            }
        }));
        assertThat(odd).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    default void aHostThatIsNoneIsRefused() {
        List<String> requests = new ArrayList<>();
        for (String target : List.of("/v1/x", "/by-header/v1/x", "/nowhere")) {
            HOSTS.forEach(host -> requests.add(
                    "GET " + target + " HTTP/1.1\r\n" + host + "\r\nConnection: close\r\nX-Account: 1\r\n\r\n"));
        }
        requests.add("GET /v1/x HTTP/1.1\r\nConnection: close\r\n\r\n");

        int before = site().raw.requests().size();
        answered(site().onRaw, requests);
        assertThat(site().raw.requests()).hasSize(before);
    }

    /** There it could steer a terminal, or forge a line. */
    @Test
    default void nothingThatOneRequestHoldsComesToTheLogAsItIs() {
        List<String> requests = List.of(
                "GET /v1/x HTTP/1.1\r\nHost: gw\r\nX\u001b[31mRED: 1\r\n\r\n",
                "GET /v1/x HTTP/1.1\r\nHost: gw\r\nX: \u001b[31mRED\r\nConnection: close\r\n\r\n",
                "GET /v1/x HTTP/1.1\r\nHost: \u001b[31mRED\r\nConnection: close\r\n\r\n",
                "G\u001b[31mRED /v1/x HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n",
                "GET /v1/x H\u001b[31mRED\r\nHost: gw\r\n\r\n",
                RawCaller.head("GET", "/by-header/v1/\u001b[31mRED", "X-Account: 4711"),
                RawCaller.head("GET", "/by-header/v1/x", "X-Account: \u001b[31mRED"),
                RawCaller.head("POST", "/v1/x", CHUNKED) + "\u001b[31mRED\r\n");

        assertThat(logged(() -> requests.forEach(request -> RawCaller.answer(site().onRaw, request))))
                .extracting(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .noneMatch(said -> said.contains("RED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: gw", "Host: gw.example:8080", "Host: 127.0.0.1", "Host: [::1]:8080", "Host: a_b-c"})
    default void aHostThatIsOneIsTaken(String host) {
        assertThat(RawCaller.answer(site().onRaw, "GET /v1/host HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n")
                        .body())
                .isEqualTo("/v1/host");
    }

    @Test
    default void aMalformedBodyIsTheClientsMistakeAndNoWholeOne() {
        List<String> odd = new ArrayList<>();
        List<String> errors = errors(() -> MALFORMED.forEach(rest -> {
            HalfBody half = new HalfBody(site(), CHUNKED, "5\r\nfirst\r\n");
            RawCaller.Answer answer = half.and(rest);
            if (!answer.isRefusal() || half.isWhole()) {
                odd.add(rest + " -> " + answer + ", whole: " + half.isWhole());
            }
        }));
        assertThat(odd).isEmpty();
        assertThat(errors).isEmpty();
    }

    /** Nothing of it has come to the upstream before. */
    @Test
    default void aBodyThatIsMalformedFromTheBeginningIsTheClientsMistake() {
        String path = site().path((request, response) ->
                request.receive().then(response.send().then()));
        String head = RawCaller.head("POST", "/by-header" + path, "X-Account: 1", CHUNKED);

        answered(site().gateways.get(0), MALFORMED.stream().map(head::concat).toList());
    }

    @Test
    default void theRefusalOfABrokenBodyIsNotTakenForTheAnswerToARequestBefore() {
        String path = site().path((request, response) -> Mono.delay(Duration.ofMillis(300))
                .then(response.sendString(Mono.just("own")).then()));
        String good = "GET /by-header" + path + " HTTP/1.1\r\nHost: gw\r\nX-Account: 1\r\n\r\n";
        String broken = RawCaller.head("POST", "/by-header" + path, "X-Account: 1", CHUNKED) + "5\r\nfirst\r\nzz\r\n";

        assertThat(RawCaller.answer(site().gateways.get(0), good + broken).status())
                .isIn(0, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0\r\n", "0\r\nX: y\r\n"})
    default void aBodyThatIsCutShortIsNoWholeOne(String rest) {
        List<String> errors = errors(() -> {
            HalfBody half = new HalfBody(site(), CHUNKED, "5\r\nfirst\r\n");
            half.cutAfter(rest);
            assertThat(half.isWhole()).isFalse();
        });
        assertThat(errors).isEmpty();
    }

    @Test
    default void aBodyThatIsCutShortOnASharedConnectionIsNoWholeOne() {
        Gate begun = new Gate(1);
        CompletableFuture<SignalType> end = new CompletableFuture<>();
        String path = site().path((request, response) -> request.receive()
                .doOnNext(part -> begun.come())
                .doFinally(end::complete)
                .then()
                .onErrorComplete());
        Disposable call = Caller.of(site().multiplexed(), site().fixed)
                .http()
                .protocol(HttpProtocol.H2C)
                .post()
                .uri(path)
                .send((request, outbound) -> outbound.send(
                        Flux.just("first").map(StreamingContract::bytes).concatWith(Flux.never()), part -> true))
                .response()
                .subscribe();
        begun.reached().block(Caller.LIMIT);

        call.dispose();

        assertThat(Mono.fromFuture(end).block(Caller.LIMIT)).isNotEqualTo(SignalType.ON_COMPLETE);
    }

    /** The upstream does not wait for its end, and the client never comes to it. */
    @Test
    default void aBodyThatIsAnsweredBeforeItsEndIsNoWholeOne() {
        String path = "/v1/early";
        site().raw.on(path, OneAnswerContract.OWN);
        int before = site().raw.requests().size();
        String head = RawCaller.head("POST", "/by-header" + path, "X-Account: " + site().fixed, CHUNKED);

        assertThat(RawCaller.answer(site().onRaw, head + "5\r\nfirst\r\n").body())
                .isEqualTo("own");

        assertThat(site().raw.closed(path)).isTrue();
        assertThat(site().raw.requests().stream().skip(before)).doesNotContain("0");
    }

    @Test
    default void aBodyShorterThanItsLengthIsNoWholeOne() {
        List<String> errors = errors(() -> {
            HalfBody half = new HalfBody(site(), "Content-Length: 100000", "x".repeat(50_000));
            half.cutAfter("x".repeat(49_999));
            assertThat(half.isWhole()).isFalse();
        });
        assertThat(errors).isEmpty();
    }
}
