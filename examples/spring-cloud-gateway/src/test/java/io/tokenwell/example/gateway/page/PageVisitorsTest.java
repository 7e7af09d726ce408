package io.tokenwell.example.gateway.page;

import static io.tokenwell.example.gateway.page.DemoSite.LONG_ENOUGH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.gateway.page.DemoSite.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;

/** Who sees what there is to see, and presses what there is to press. */
@ExtendWith(OnDemoSite.class)
class PageVisitorsTest {

    private final DemoSite site;

    PageVisitorsTest(DemoSite site) {
        this.site = site;
    }

    /** The status only: the stream would have no end. */
    private int statusOf(String path, String host) {
        return HttpClient.create()
                .baseUrl(site.address())
                .headers(headers -> headers.set("Host", host))
                .get()
                .uri(path)
                .response()
                .map(head -> head.status().code())
                .blockOptional(LONG_ENOUGH)
                .orElseThrow();
    }

    /** DNS rebinding: to a browser, the name's owner and this page would be one site. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test",
                "evil.test:80",
                "localhost.evil.test",
                "evil.localhost",
                "127.0.0.1.nip.io",
                "1.2.3.4.5",
                "xn--localhost"
            })
    void underTheNameOfAStrangerNothingIsShown(String host) {
        assertThat(statusOf("/tokenwell/state", host)).isEqualTo(403);
        assertThat(statusOf("/tokenwell/stream", host)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "10.1.2.3", "[::1]", "[::1]:8080"})
    void underItsOwnNamesAllIsShown(String host) {
        assertThat(statusOf("/tokenwell/state", host)).isEqualTo(200);
        assertThat(statusOf("/tokenwell/stream", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "???",
                "text/plain; x=application/json",
                "application/json;",
                "application/json; charset=\"",
                ";",
                "a/b/c",
                "*"
            })
    void aContentTypeThatIsNoneIsTheClientsMistake(String type) {
        Answer answer = site.post("expire", "{\"account\":4711}", headers -> headers.set("Content-Type", type));

        assertThat(answer.status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @CsvSource({"expire, 300000", "send, 300000", "latency, 1000000"})
    void anOrderThatIsTooLongIsTheClientsMistake(String action, int length) {
        assertThat(site.press(action, "{\"account\":4711,\"x\":\"" + "y".repeat(length) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aNameThatIsSetIsItsOwn() {
        try (DemoSite named =
                DemoSite.start("--server.port=0", "--tokenwell.page.hosts=gateway.internal,other.internal")) {
            for (String host : new String[] {"Gateway.internal:8080", "other.internal", "localhost"}) {
                assertThat(HttpClient.create()
                                .baseUrl(named.address())
                                .headers(headers -> headers.set("Host", host))
                                .get()
                                .uri("/tokenwell/state")
                                .response()
                                .map(head -> head.status().code())
                                .blockOptional(LONG_ENOUGH))
                        .contains(200);
            }
        }
    }
}
