package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.tokenwell.example.kit.suite.Caller.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerRequest;

/** No answer is ever given to another request, whatever the upstream says. */
interface OneAnswerContract extends SiteContract {

    String OWN = RawUpstream.answer("own");
    String POISON = RawUpstream.answer("POISON");

    int OTHERS = 12;

    private Caller someone() {
        return Caller.of(site().onRaw, site().accounts.loggedIn());
    }

    /** The answer to a request that the upstream answers like this, with a pause between each two parts. */
    private Answer answered(String path, String... parts) {
        site().raw.on(path, parts);
        return someone().get(path);
    }

    private String freshPath() {
        return site().path((request, response) -> response.status(404).send());
    }

    private static void own(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("own");
    }

    /** One after the other, so that a spoilt connection's turn comes, and at once. */
    private void othersGetTheirOwn() {
        Caller other = someone();
        List<String> paths =
                IntStream.range(0, OTHERS).mapToObj(number -> freshPath()).toList();
        paths.forEach(path -> assertThat(other.get(path).body()).isEqualTo(path));
        assertThat(Flux.fromIterable(paths)
                        .flatMap(path -> other.getting(path).map(Answer::body).map(path::equals))
                        .collectList()
                        .block(Caller.LIMIT))
                .hasSize(OTHERS)
                .containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    default void aLateAnswerAfterAnInterimOneIsTheAnswer(int interim) {
        own(answered(freshPath(), RawUpstream.head(interim + " X", "Link: </a>; rel=preload"), OWN));
        othersGetTheirOwn();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    default void anAnswerTogetherWithAnInterimOneIsTheAnswer(int interim) {
        own(answered(freshPath(), RawUpstream.head(interim + " X") + OWN));
        othersGetTheirOwn();
    }

    @Test
    default void theAnswerAfterSeveralInterimOnesIsTheAnswer() {
        String[] parts = IntStream.of(100, 103, 100, 102, 199)
                .mapToObj(interim -> RawUpstream.head(interim + " X"))
                .toArray(String[]::new);
        own(answered(
                freshPath(),
                parts[0],
                parts[1] + parts[2],
                parts[3] + parts[4] + parts[1].substring(0, 5),
                parts[1].substring(5) + OWN));
        othersGetTheirOwn();
    }

    @Test
    default void theAnswerAfterAStormOfInterimOnesIsTheAnswer() {
        own(answered(freshPath(), RawUpstream.head("103 X", "Link: </a>").repeat(20_000), OWN));
        othersGetTheirOwn();
    }

    @Test
    default void interimAnswersLeaveAPostItsAnswer() {
        String path = freshPath();
        site().raw.on(path, RawUpstream.head("102 X"), OWN);
        own(someone().post(path, "a body"));
        othersGetTheirOwn();
    }

    @Test
    default void anInterimAnswerOnASharedConnectionIsReadOver() {
        String path = site().path((request, response) ->
                earlyHints(request).then(response.sendString(Mono.just("own")).then()));
        own(Caller.of(site().multiplexed(), site().accounts.loggedIn()).get(path));
    }

    /** Past the server's own pipeline, which would take it for the answer. */
    private static Mono<Void> earlyHints(HttpServerRequest request) {
        return Mono.<Connection>create(sink -> request.withConnection(sink::success))
                .flatMap(connection -> FutureMono.from(connection
                        .channel()
                        .pipeline()
                        .firstContext()
                        .writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("103"), false))));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 60_000, 65_536 - 44, 1 << 20})
    default void aSecondAnswerGluedToTheFirstIsNobodys(int length) {
        String path = freshPath();
        String body = "x".repeat(length);
        assertThat(answered(path, RawUpstream.answer(body) + POISON).body()).isEqualTo(body);
        assertThat(site().raw.closed(path)).isTrue();
        othersGetTheirOwn();
    }

    /** What is no whole head yet would be the beginning of the next answer. */
    @ParameterizedTest
    @ValueSource(strings = {"POISON", "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nX-Next: ", "HTTP/1.1 103 X\r\n", "H"})
    default void theBeginningOfASecondAnswerIsNobodys(String more) {
        String path = freshPath();
        own(answered(path, OWN + more));
        assertThat(site().raw.closed(path)).isTrue();
        othersGetTheirOwn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nPOISON", "HTTP/1.1 103 X\r\n\r\n", "POISON"})
    default void whatComesAfterTheAnswerIsNobodys(String more) {
        String path = freshPath();
        own(answered(path, OWN, more));
        assertThat(site().raw.written(path)).isTrue();
        assertThat(site().raw.closed(path)).isTrue();
        othersGetTheirOwn();
    }

    @Test
    default void theBodyOfAnAnswerThatHasNoneIsNobodys() {
        String path = freshPath();
        site().raw.on(path, POISON);
        assertThat(Caller.answer(someone().http().head().uri(path))
                        .blockOptional(Caller.LIMIT)
                        .orElseThrow()
                        .status())
                .isEqualTo(200);
        assertThat(site().raw.closed(path)).isTrue();
        othersGetTheirOwn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Upgrade: websocket\r\nConnection: Upgrade\r\n", "Upgrade: h2c\r\nConnection: upgrade\r\n"})
    default void anotherProtocolThatNobodyAskedForIsAFailureOfTheUpstream(String headers) {
        String path = freshPath();
        Answer answer = answered(path, "HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n", POISON);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:upstream");
        assertThat(site().raw.closed(path)).isTrue();
        othersGetTheirOwn();
    }

    @Test
    default void anotherProtocolIsNotPromisedForTheUpstream() {
        String path = freshPath();
        site().raw.on(path, OWN);
        own(Caller.answer(someone()
                        .http()
                        .headers(headers -> headers.set("Connection", "Upgrade")
                                .set("Upgrade", "websocket")
                                .set("Sec-WebSocket-Version", "13")
                                .set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="))
                        .get()
                        .uri(path))
                .blockOptional(Caller.LIMIT)
                .orElseThrow());
        othersGetTheirOwn();
    }

    @Test
    default void anAnswerThatIsNoHttpIsAFailureOfTheUpstream() {
        String path = freshPath();
        assertThat(answered(path, "220 mail.example ESMTP\r\n\r\n").status()).isEqualTo(502);
        assertThat(site().raw.closed(path)).isTrue();
        othersGetTheirOwn();
    }
}
