package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.kit.suite.SuiteUpstream.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Headers are judged alike by all gateways: those that name an account, and those in which a client tells of itself. */
interface HeaderFormsContract extends SiteContract {

    /** With 1 for an account that is there: none of them names exactly one. */
    List<String> NOT_ONE = List.of(
            "X-Account:",
            "X-Account: 1,",
            "X-Account: ,1",
            "X-Account: 1,,",
            "X-Account: ,",
            "X-Account: 1,1",
            "X-Account: 1, 1",
            "X-Account: 1 1",
            "X-Account: \"1\"",
            "X-Account: '1'",
            "X-Account: 1;q=1",
            "X-Account: +1",
            "X-Account: 01",
            "X-Account: 1.0",
            "X-Account: 1e0",
            "X-Account: 0x1",
            "X-Account: %31",
            "X-Account: 1\r\n\t",
            "X-Account: 1\r\n 2",
            "X-Account: 1\r\n ,",
            "X-Account: 1\u000b",
            "X-Account: 1\u00a0",
            "X-Account: \u00b9",
            "X-Account: \u00d9\u00a1",
            "X-Account: 1\r\nX-Account: 1",
            "X-Account: 1\r\nX-Account:",
            "X-Account:\r\nX-Account: 1",
            "X-Account: 1\r\nx-account: 1",
            "X-Account: 1\r\nX-ACCOUNT: 2",
            "X_Account: 1",
            "X-Account : 1");

    private RawCaller.Answer asked(String path, String... headers) {
        return RawCaller.answer(site().gateways.get(0), RawCaller.head("GET", "/by-header" + path, headers));
    }

    private String answering() {
        return site().path((request, response) -> response.sendString(Mono.just("ok")));
    }

    @Test
    default void whatNamesNotExactlyOneAccountIsRefused() {
        String path = answering();
        List<String> taken = new ArrayList<>();
        for (String header : NOT_ONE) {
            RawCaller.Answer answer = asked(path, header);
            if (!answer.isRefusal() || !site().upstream.seenOn(path).isEmpty()) {
                taken.add(header + " -> " + answer);
            }
            site().upstream.seenOn(path).clear();
        }
        assertThat(site().fixed).isEqualTo(1);
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Account: 1", "x-account:1", "X-ACCOUNT:  \t1 \t", "X-Account: 1\r\nConnection: x-account"})
    default void whatNamesOneAccountIsTaken(String header) {
        String path = answering();

        assertThat(asked(path, header).status()).isEqualTo(200);
        assertThat(site().upstream.seenOn(path).element().headers().contains("X-Account"))
                .isFalse();
    }

    /** The upstream would take the client's word for the gateway's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "Via",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Server",
                "x-forwarded-user",
                "X-Forwarded",
                "X-Real-IP",
                "X-Original-URL",
                "X-Original-Host",
                "X-Rewrite-URL",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "X-Host",
                "X-HTTP-Host-Override"
            })
    default void whatAClientSaysOfItsWayGoesNoFurther(String name) {
        String path = answering();

        assertThat(asked(path, "X-Account: 1", name + ": 6.6.6.6", name + ": /v1/../admin", "X-Kept: yes")
                        .status())
                .isEqualTo(200);
        Seen seen = site().upstream.seenOn(path).element();
        assertThat(seen.headers().contains(name)).isFalse();
        assertThat(seen.headers().toString()).doesNotContain("6.6.6.6", "/v1/../admin");
        assertThat(seen.headers().get("X-Kept")).isEqualTo("yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "Upgrade: TLS/1.0",
                "Upgrade: websocket\r\nConnection: Upgrade",
                "HTTP2-Settings: AAAA\r\nConnection: HTTP2-Settings",
                "Connection: keep-alive, X-Hop\r\nX-Hop: 1",
                "connection: x-hop\r\nX-HOP: 1",
                "Proxy-Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nTrailer: X-Hop",
                "Proxy-Authorization: Basic eA==\r\nProxy-Authenticate: Basic"
            })
    default void whatIsMeantForThisHopGoesNoFurther(String headers) {
        String path = answering();

        assertThat(asked(path, "X-Account: 1", headers).status()).isEqualTo(200);
        Seen seen = site().upstream.seenOn(path).element();
        assertThat(seen.headers().names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain("upgrade", "http2-settings", "x-hop", "proxy-connection", "keep-alive", "te", "trailer")
                .doesNotContain("proxy-authorization", "proxy-authenticate");
        assertThat(String.valueOf(seen.headers().get("Connection"))).doesNotContainIgnoringCase("hop");
    }
}
