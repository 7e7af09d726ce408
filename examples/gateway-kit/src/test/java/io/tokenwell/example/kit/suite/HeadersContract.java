package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.Caller.Answer;
import io.tokenwell.example.kit.suite.SuiteUpstream.Seen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** What goes through, and what does not. */
interface HeadersContract extends SiteContract {

    private static SuiteUpstream.Handler ok() {
        return (request, response) -> response.sendString(Mono.just("ok"));
    }

    @Test
    default void theTokenTakesThePlaceOfWhateverTheClientSent() {
        String path = site().path(ok());
        Answer answer = site().caller(site().accounts.loggedIn())
                .with(headers -> headers.add("Authorization", "Basic of-the-client")
                        .add("authorization", "Bearer of-the-client")
                        .add("X-Kept", "one")
                        .add("X-Kept", "two"))
                .get(path);

        assertThat(answer.body()).isEqualTo("ok");
        Seen seen = site().upstream.seenOn(path).element();
        assertThat(seen.headers().getAll("Authorization")).hasSize(1);
        assertThat(seen.token()).startsWith("demo-at-");
        assertThat(seen.headers().contains("X-Account")).isFalse();
        assertThat(seen.headers().getAll("X-Kept")).containsExactly("one", "two");
    }

    /** RFC 6749, appendix A.12: such a text would become another header, or another request. */
    @ParameterizedTest
    @ValueSource(strings = {"abc\r\nX-Evil: 1", "abc\r\n\r\nGET /smuggled HTTP/1.1\r\nX-Evil: 1", "abc\u00e4"})
    default void whatIsNoTokenIsNotPutOnAHeaderWhereverItWasFound(String text) {
        String path = site().path(ok());
        long inRow = site().accounts.withToken(text);
        long inCache = site().accounts.loggedIn();
        site().plant(inCache, Long.MAX_VALUE + "|4070908800000|" + text);

        for (long account : new long[] {inRow, inCache}) {
            assertThat(site().caller(account).get(path).status()).isEqualTo(200);
        }

        assertThat(site().upstream.seenOn(path)).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.token()).startsWith("demo-at-");
            assertThat(seen.headers().contains("X-Evil")).isFalse();
        });
        assertThat(site().upstream.seenOn("/smuggled")).isEmpty();
    }

    @Test
    default void headersOfThisHopStayHereTheTokenIsNone() {
        String path = site().path(ok());
        site().caller(site().accounts.loggedIn())
                .with(headers -> headers.add("Connection", "keep-alive, AUTHORIZATION, X-Hop")
                        .add("X-Hop", "for the gateway only")
                        .add("Keep-Alive", "timeout=5")
                        .add("TE", "trailers")
                        .add("Proxy-Authorization", "Basic of-the-client"))
                .get(path);

        Seen seen = site().upstream.seenOn(path).element();
        assertThat(seen.token()).startsWith("demo-at-");
        assertThat(seen.headers().names())
                .doesNotContain("X-Hop", "Keep-Alive", "TE", "Proxy-Authorization", "X-Account");
    }

    @Test
    default void theAnswerKeepsItsStatusAndHeaders() {
        String path = site().path((request, response) -> response.status(201)
                .header("ETag", "\"1\"")
                .header("Connection", "keep-alive, X-Hop")
                .header("X-Hop", "for the gateway only")
                .addHeader("Set-Cookie", "a=1")
                .addHeader("Set-Cookie", "b=2")
                .sendString(Mono.just("made")));

        Answer answer = site().caller(site().accounts.loggedIn()).get(path);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("made");
        assertThat(answer.headers().get("ETag")).isEqualTo("\"1\"");
        assertThat(answer.headers().getAll("Set-Cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    default void theHostIsTheUpstreamsAndEncodingsAreLeftAlone() {
        byte[] packed = "not really gzip".getBytes(StandardCharsets.UTF_8);
        String path = site().path((request, response) -> response.header("Content-Encoding", "gzip")
                .header("Content-Length", String.valueOf(packed.length))
                .sendByteArray(Mono.just(packed)));

        Answer answer = site().caller(site().accounts.loggedIn())
                .with(headers -> headers.set("Accept-Encoding", "gzip, br"))
                .get(path);

        Seen seen = site().upstream.seenOn(path).element();
        assertThat("http://" + seen.headers().get("Host"))
                .isEqualTo(site().upstream.uri());
        assertThat(seen.headers().get("Accept-Encoding")).isEqualTo("gzip, br");
        assertThat(answer.headers().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.headers().get("Content-Length")).isEqualTo(String.valueOf(packed.length));
        assertThat(answer.body()).isEqualTo("not really gzip");
    }

    @Test
    default void pathAndQueryStayEncodedAsTheyCame() {
        String path = "/v1/a%2Fb%20c";
        site().upstream.on(path, ok());
        site().upstream.on("/v1/a/b c", ok());

        Answer answer = site().caller(site().accounts.loggedIn()).get(path + "?q=a%26b&q=%C3%BC&r");

        assertThat(answer.status()).isEqualTo(200);
        List<Seen> seen = List.copyOf(site().upstream.seenOn(path));
        List<Seen> decoded = List.copyOf(site().upstream.seenOn("/v1/a/b c"));
        assertThat((seen.isEmpty() ? decoded : seen).get(0).uri()).isEqualTo(path + "?q=a%26b&q=%C3%BC&r");
    }

    @Test
    default void answersWithoutBodyStayWithout() {
        String path = site().path((request, response) -> request.method().name().equals("HEAD")
                ? response.header("Content-Length", "12").send()
                : response.status(204).send());
        HttpClient http = site().caller(site().accounts.loggedIn()).http();

        Answer head =
                Caller.answer(http.head().uri(path)).blockOptional(Caller.LIMIT).orElseThrow();
        Answer none = Caller.answer(http.delete().uri(path))
                .blockOptional(Caller.LIMIT)
                .orElseThrow();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers().get("Content-Length")).isEqualTo("12");
        assertThat(none.status()).isEqualTo(204);
        assertThat(none.body()).isEmpty();
    }

    @Test
    default void aRouteOfOneAccountIsNotChangedByAHeader() {
        long other = site().accounts.loggedIn();
        String path = site().path(ok());
        site().caller(other).get(path);
        String tokenOfOther = site().upstream.tokensOn(path).get(0);
        Caller anywhere = new Caller(site().caller(other)
                .http()
                .baseUrl("http://127.0.0.1:" + site().gateways.get(0).port()));

        anywhere.get(path);

        assertThat(site().upstream.tokensOn(path)).hasSize(2).last().isNotEqualTo(tokenOfOther);
        assertThat(site().fixed).isEqualTo(1);
    }
}
