package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.tck.HostileInputs;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Ways on which no refresh token may go: refused addresses, proxies that cannot be used or do not proxy, servers without TLS. */
class HostileRoutesTest {

    private static final TransportSettings HASTY = TransportSettings.builder()
            .connectTimeout(Duration.ofSeconds(2))
            .responseTimeout(Duration.ofSeconds(2))
            .build();

    private final HostileInputs inputs = new HostileInputs("token URIs, proxies, TLS");

    private volatile byte[] reply = {};
    private volatile CompletableFuture<String> heard = new CompletableFuture<>();

    /** Says its text to whatever it is told first, and hears what comes after. */
    @AutoClose
    private final RawServer pretender = new RawServer(client -> {
        CompletableFuture<String> mine = heard;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            all.write(client.read(1));
            client.write(reply);
            client.socket().shutdownOutput();
            client.in().transferTo(all);
        } finally {
            mine.complete(all.toString(StandardCharsets.ISO_8859_1));
        }
    });

    @AutoClose
    private final RawServer target = new RawServer(client -> {});

    /** The transport warns of each. */
    private final Logger transport = (Logger) LoggerFactory.getLogger("reactor.netty");

    @BeforeEach
    void hush() {
        transport.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        transport.setLevel(null);
    }

    @Test
    void noTokenGoesThere() {
        HostileRoutes.ACCEPTED.forEach(uri -> inputs.tried(
                "accepted " + uri,
                () -> assertThat(settings(URI.create(uri)).tokenUri()).hasToString(uri)));
        HostileRoutes.REFUSED.forEach(uri -> inputs.tried("refused " + uri, () -> refused(ported(uri, target))));
        HostileRoutes.NOWHERE.forEach(uri -> inputs.tried("nowhere " + uri, () -> unsentTo(uri)));
        HostileRoutes.PROXIES.forEach(
                proxy -> inputs.tried("proxy " + proxy, () -> unsentThrough(ported(proxy, target))));
        HostileRoutes.NO_TUNNELS.forEach(text ->
                inputs.tried("tunnel " + text, () -> unsentThrough("http://u:planted-client-secret@127.0.0.1:", text)));
        HostileRoutes.NO_SOCKS.forEach(text -> inputs.tried(
                "socks " + text, () -> unsentThrough("socks5://u:planted-client-secret@127.0.0.1:", text)));
        HostileRoutes.NO_TLS.forEach(text -> inputs.tried("TLS " + text, () -> unsentOverTls(text)));
        HostileRoutes.SMUGGLING.forEach(user -> inputs.tried("user " + user, () -> nothingSmuggled(user)));
        inputs.end();
    }

    private void refused(String uri) {
        try {
            URI parsed = new URI(uri);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(parsed))
                    .withMessageNotContaining("planted");
        } catch (URISyntaxException refusedAlready) {
            // So nobody can have it as a token URI.
        }
        assertThat(target.connections()).isZero();
    }

    private static void unsentTo(String uri) {
        assertUnsent(Redeeming.refused(settings(URI.create(uri)), account("")));
    }

    private void unsentThrough(String proxy) {
        assertUnsent(Redeeming.refused(settings(target.uri()), account(proxy)));
        assertThat(target.connections()).as("connections past the proxy").isZero();
    }

    private void unsentThrough(String proxy, String text) {
        pretend(text);
        unsentThrough(proxy + pretender.port());
        assertUnheard();
    }

    private void unsentOverTls(String text) {
        pretend(text);
        unsentTo("https://127.0.0.1:" + pretender.port() + "/t");
        assertUnheard();
    }

    private void nothingSmuggled(String user) {
        pretend("HTTP/1.1 407 X\r\n\r\n");
        int before = pretender.connections();
        unsentThrough("http://" + user + "@127.0.0.1:" + pretender.port());
        if (pretender.connections() > before) {
            assertUnheard();
            assertThat(heard.join()).doesNotContain("\r\nX-Evil", "\nX-Evil", "GET /");
        }
    }

    private void pretend(String text) {
        heard = new CompletableFuture<>();
        reply = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertUnheard() {
        String all = heard.orTimeout(5, TimeUnit.SECONDS).join();
        assertThat(all).isNotEmpty().doesNotContain("refresh_token", "OLD");
    }

    private static void assertUnsent(TokenEndpointException refusal) {
        assertThat(refusal.outcome()).isEqualTo(Outcome.NOT_SENT);
        HostileAnswer.assertTellable(refusal);
    }

    private static String ported(String text, RawServer server) {
        return text.replace("PORT", String.valueOf(server.port()));
    }

    private static TokenEndpointSettings settings(URI uri) {
        return TokenEndpointSettings.openAi(uri, "c").toBuilder()
                .transport(HASTY)
                .build();
    }

    private static Account account(String proxy) {
        Credentials credentials = Credentials.of(Map.of("refresh_token", HostileAnswer.OLD));
        return new Account("42", "openai", Account.OAUTH, Account.ACTIVE, credentials, proxy);
    }
}
