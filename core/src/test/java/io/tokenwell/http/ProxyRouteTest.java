package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.accountBehind;
import static io.tokenwell.http.Redeeming.granted;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests leave through the account's proxy, or not at all. The target does not exist: the proxy plays it. */
class ProxyRouteTest {

    private static final URI BEHIND_THE_PROXY = URI.create("http://127.0.0.1:9/oauth/token");

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"access_token\":\"at-x\",\"expires_in\":3600}";

    private final Deque<String> heard = new ArrayDeque<>();

    @Test
    void throughAnHttpProxyWithUserAndPassword() {
        try (RawServer proxy = new RawServer(this::connectThenAnswer)) {
            String uri = "http://us%65r:p%40ss:word@localhost:" + proxy.port();

            assertThat(granted(openAi(BEHIND_THE_PROXY), accountBehind(uri))).containsEntry("access_token", "at-x");

            String basic = Base64.getEncoder().encodeToString("user:p@ss:word".getBytes(StandardCharsets.US_ASCII));
            assertThat(heard.pop())
                    .startsWith("CONNECT 127.0.0.1:9 ")
                    .containsIgnoringCase("proxy-authorization: Basic " + basic);
            assertThat(heard.pop()).startsWith("POST /oauth/token ").contains("refresh_token=rt-old");
        }
    }

    @Test
    void aNameIsTheProxysToLookUp() {
        TokenEndpointSettings safe = openAi(BEHIND_THE_PROXY);
        TokenEndpointSettings named = safe.toBuilder()
                .tokenUri(URI.create("http://no-such-host.invalid/token"))
                .transport(safe.transport().toBuilder().allowPlainHttp(true).build())
                .build();
        try (RawServer proxy = new RawServer(this::connectThenAnswer)) {
            assertThat(granted(named, accountBehind("http://127.0.0.1:" + proxy.port())))
                    .containsEntry("access_token", "at-x");
            assertThat(heard.pop()).startsWith("CONNECT no-such-host.invalid:80 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://user:pass@127.0.0.1:", "SOCKS5H://user:pass@localhost:"})
    void throughASocksProxyWithUserAndPassword(String start) {
        try (RawServer proxy = new RawServer(this::socksThenAnswer)) {
            assertThat(granted(openAi(BEHIND_THE_PROXY), accountBehind(start + proxy.port())))
                    .containsEntry("access_token", "at-x");

            assertThat(heard.pop()).isEqualTo("user:pass");
            assertThat(heard.pop()).startsWith("POST /oauth/token ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 407 Who are you\r\n\r\n", ""})
    void aProxyThatRefusesOrBreaksOffKeepsTheTokenUnsent(String reply) {
        try (RawServer proxy = new RawServer(client -> {
            client.readUntil("\r\n\r\n");
            client.write(reply);
        })) {
            assertNotSent("http://u:p-secret@127.0.0.1:" + proxy.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://u:p-secret@no-such-host.invalid:3128",
                "http://u:p-secret@[bad",
                "http://u:p-secret@host:port:9/%zz",
                "https://u:p-secret@127.0.0.1:1",
                "socks4://u:p-secret@127.0.0.1:1",
                "u:p-secret@127.0.0.1:1",
                "127.0.0.1",
                "http://u:p-secret@127.0.0.1:99999"
            })
    void aProxyThatCannotBeUsedIsNeverPassedBy(String proxy) {
        assertNotSent(proxy);
    }

    @Test
    void aBlankProxyIsNone() {
        try (TokenServer server = TokenServer.answering("{\"access_token\":\"direct\"}")) {
            assertThat(granted(openAi(server.uri()), accountBehind(" "))).containsEntry("access_token", "direct");
        }
    }

    private static void assertNotSent(String proxy) {
        TokenEndpointException refused = refused(openAi(BEHIND_THE_PROXY), accountBehind(proxy));

        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused).hasStackTraceContaining("not reached");
        for (Throwable each = refused; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("p-secret");
        }
    }

    private void connectThenAnswer(RawServer.Conversation client) throws IOException {
        heard.add(client.readUntil("\r\n\r\n"));
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        heard.add(client.readRequest());
        client.write(ANSWER);
    }

    /** RFC 1928 and RFC 1929, the happy path. */
    private void socksThenAnswer(RawServer.Conversation client) throws IOException {
        client.read(client.read(2)[1]);
        client.write(new byte[] {5, 2});
        String user = text(client, client.read(2)[1]);
        heard.add(user + ":" + text(client, client.read(1)[0]));
        client.write(new byte[] {1, 0});
        byte addressType = client.read(4)[3];
        client.read((addressType == 1 ? 4 : client.read(1)[0]) + 2);
        client.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        heard.add(client.readRequest());
        client.write(ANSWER);
    }

    private static String text(RawServer.Conversation client, int length) throws IOException {
        return new String(client.read(length), StandardCharsets.US_ASCII);
    }
}
