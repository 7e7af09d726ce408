package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.http.OAuthClient.Authentication;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.test.StepVerifier;

/** Planted secrets come out nowhere: not in errors with their causes, not in log lines of ours or of the transport. */
class SecretsStayInsideTest {

    private static final String OLD = "rt/planted-OLD+1";
    private static final String NEW = "rt-planted-NEW";
    private static final String CLIENT = "planted-client-secret&1";
    private static final String PROXY = "planted-proxy-password";
    private static final List<String> PLANTED = List.of(
            OLD,
            URLEncoder.encode(OLD, StandardCharsets.UTF_8),
            NEW,
            CLIENT,
            URLEncoder.encode(CLIENT, StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString("c:planted-client-secret%261".getBytes(StandardCharsets.US_ASCII)),
            PROXY);

    private static final Account ACCOUNT = Account.active(42, "openai", Credentials.of(Map.of("refresh_token", OLD)));

    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.tokenwell");
    private final Logger transport = (Logger) LoggerFactory.getLogger("reactor.netty");
    private final Lines lines = new Lines();

    /** Event loops go on logging while a test reads. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> list = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            list.add(line);
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
        ours.setLevel(Level.TRACE);
        transport.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
        ours.setLevel(Level.OFF); // as this module's logback-test.xml has it
        transport.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"refresh_token\":\"" + NEW + "\",",
                "HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{\"refresh_token\":\"" + NEW + "\",",
                "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"access_token\":" + NEW,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + NEW + "\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: " + NEW + "\r\n\r\n{}",
                "HTTP/1.1 " + NEW + " OK\r\n\r\n{}",
                NEW + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nRefresh-Token: " + NEW + "\r\n\r\n[\"" + NEW + "\"]",
                "HTTP/1.1 400 No\r\nContent-Length: 33\r\n\r\n{\"error\":\"planted-client-secret&1",
                "HTTP/1.1 400 No\r\nConnection: close\r\n\r\n{\"error\":\"" + OLD + "\"}",
                "HTTP/1.1 400 No\r\nConnection: close\r\n\r\n{\"error\":{\"code\":\"x\",\"message\":\"" + OLD + "\"}}",
                "HTTP/1.1 302 Found\r\nLocation: /?t=" + NEW + "\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 500 Oops " + NEW + "\r\nContent-Length: 14\r\n\r\n" + NEW,
                ""
            })
    void afterBrokenAndRefusingAnswers(String answer) {
        try (RawServer server = RawServer.answering(answer)) {
            for (Authentication authentication : Authentication.values()) {
                assertSilent(Redeeming.refused(settings(server.uri(), authentication), ACCOUNT));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void afterFailuresOfTheWay(Authentication authentication) {
        TransportSettings impatient = TransportSettings.builder()
                .connectTimeout(Duration.ofMillis(200))
                .responseTimeout(Duration.ofMillis(200))
                .build();
        try (TokenServer silent = TokenServer.silent()) {
            TokenEndpointSettings settings = settings(silent.uri(), authentication).toBuilder()
                    .transport(impatient)
                    .build();
            assertSilent(Redeeming.refused(settings, ACCOUNT));
            assertSilent(Redeeming.refused(settings, behind("http://u:" + PROXY + "@127.0.0.1:1")));
            assertSilent(Redeeming.refused(settings, behind("http://u:" + PROXY + "@[")));
            assertSilent(Redeeming.refused(settings, behind("ftp://u:" + PROXY + "@127.0.0.1")));
        }
    }

    @Test
    void afterASuccessWithAnUnreadableIdToken() {
        String answer = "{\"access_token\":\"" + NEW + "\",\"id_token\":\"" + NEW + ".!.x\"}";
        try (TokenServer server = TokenServer.answering(answer)) {
            Redeeming.granted(settings(server.uri(), Authentication.BASIC), ACCOUNT);
        }

        assertSilent(null);
        assertThat(lines.list)
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).contains("claims of the id_token"));
    }

    @Test
    void causesOfTheTransportAreKeptUnlessTheyQuote() {
        Redemption redemption = new Redemption(
                "42",
                new RefreshRequest(
                        settings(URI.create("https://localhost"), Authentication.POST), ACCOUNT, Secret.of(OLD)),
                () -> false,
                Instant.EPOCH);
        StepVerifier.create(redemption.body()).expectNextCount(1).verifyComplete();

        IOException kept = new IOException("Connection reset", new IOException("peer"));
        assertThat(redemption.failed(kept)).hasCause(kept);
        assertThat(redemption.failed(new IllegalArgumentException(NEW))).hasNoCause();
        assertThat(redemption.failed(new IOException("x", new IllegalArgumentException(NEW))))
                .hasNoCause();
        assertThat(redemption.failed(new IOException("x", new IOException("token " + OLD))))
                .hasNoCause();
    }

    @Test
    void inSettings() {
        assertThat(settings(URI.create("https://localhost"), Authentication.POST)
                        .toString())
                .contains("***")
                .doesNotContain(PLANTED);
    }

    private void assertSilent(@Nullable Throwable error) {
        List<String> texts = new ArrayList<>();
        for (Throwable each = error; each != null; each = each.getCause()) {
            texts.add(each.toString());
        }
        if (error != null) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
        for (ILoggingEvent line : lines.list) {
            texts.add(line.getFormattedMessage());
            for (IThrowableProxy each = line.getThrowableProxy(); each != null; each = each.getCause()) {
                texts.add(String.valueOf(each.getMessage()));
            }
        }
        assertThat(lines.list).as("the transport's lines are heard").isNotEmpty();
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(PLANTED));
    }

    private static Account behind(String proxy) {
        return new Account("42", "openai", Account.OAUTH, Account.ACTIVE, ACCOUNT.credentials(), proxy);
    }

    private static TokenEndpointSettings settings(URI uri, Authentication authentication) {
        return Redeeming.openAi(uri).toBuilder()
                .client(OAuthClient.builder()
                        .id("c")
                        .secret(Secret.of(CLIENT))
                        .authentication(authentication)
                        .build())
                .build();
    }
}
