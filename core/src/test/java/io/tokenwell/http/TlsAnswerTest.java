package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CLOCK;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tokenwell.TokenEndpointException.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers over TLS, from servers that end it in their own ways. */
class TlsAnswerTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OWN = "{\"access_token\":\"own\",\"expires_in\":60}";
    private static final String FINAL = "HTTP/1.1 200 OK\r\nContent-Length: " + OWN.length() + "\r\n\r\n" + OWN;
    private static final String UNTIL_CLOSED = "HTTP/1.1 200 OK\r\n\r\n";

    private static SSLContext context;
    private static SslContext trusting;

    @BeforeAll
    static void certificate(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] command = (keytool + " -genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=localhost"
                        + " -ext SAN=IP:127.0.0.1 -storetype PKCS12 -storepass changeit -keystore " + store)
                .split(" ");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0)
                .isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        trusting = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
    }

    @Test
    void interimAnswersAreReadOver() {
        assertThat(token(client -> {
                    client.write("HTTP/1.1 103 Early Hints\r\n\r\n");
                    client.write("HTTP/1.1 102 Processing\r\n\r\n" + FINAL);
                    client.holdUntilClientLeaves();
                }))
                .isEqualTo("own");
    }

    @Test
    void whoeverGoesWithoutSayingSoHasAnswered() {
        assertThat(token(client -> client.write(FINAL))).isEqualTo("own");
        assertThat(token(client -> client.write(UNTIL_CLOSED + OWN))).isEqualTo("own");
    }

    @Test
    void whoeverSaysSoHasAnswered() {
        assertThat(token(client -> {
                    client.write(UNTIL_CLOSED + OWN);
                    client.socket().close();
                }))
                .isEqualTo("own");
    }

    @Test
    void halfAnAnswerIsNone() {
        try (RawServer server = server(client -> client.write(UNTIL_CLOSED + "{\"access_token\":\"ow"))) {
            HttpTokenEndpoint endpoint = endpoint(server);
            assertThat(refused(endpoint, account()).outcome()).isEqualTo(Outcome.UNKNOWN);
            endpoint.close();
        }
    }

    private static Object token(RawServer.Script answer) {
        try (RawServer server = server(answer)) {
            HttpTokenEndpoint endpoint = endpoint(server);
            Object token = Objects.requireNonNull(endpoint.redeem(account()).block(Redeeming.PATIENCE))
                    .credentials()
                    .get("access_token");
            endpoint.close();
            return Objects.requireNonNull(token);
        }
    }

    /** The connection below is closed after the script: without a word, unless the script closes TLS itself. */
    private static RawServer server(RawServer.Script answer) {
        return new RawServer(plain -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain.socket(), null, false);
            tls.setUseClientMode(false);
            RawServer.Conversation client =
                    new RawServer.Conversation(tls, tls.getInputStream(), tls.getOutputStream());
            client.readRequest();
            answer.play(client);
        });
    }

    private static HttpTokenEndpoint endpoint(RawServer server) {
        URI uri = URI.create(server.uri().toString().replace("http:", "https:"));
        return new HttpTokenEndpoint(openAi(uri), CLOCK, client -> client.secure(spec -> spec.sslContext(trusting)));
    }
}
