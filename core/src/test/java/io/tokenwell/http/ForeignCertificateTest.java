package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CLOCK;
import static io.tokenwell.http.Redeeming.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.tokenwell.TokenEndpointException.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who cannot prove to be the endpoint never sees a refresh token. */
class ForeignCertificateTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OWN = "IP:127.0.0.1";

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Test
    void aCertificateThatIsVouchedForIsEnough(@TempDir Path folder) throws Exception {
        KeyStore keys = keys(folder, OWN);
        try (RawServer server = server(keys)) {
            HttpTokenEndpoint endpoint = endpoint(server, trusting(keys));
            assertThat(endpoint.redeem(account()).block(Redeeming.PATIENCE)).isNotNull();
            assertThat(heard).hasSize(1);
            endpoint.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DNS:evil.example", "IP:127.0.0.2", "DNS:127.0.0.1.evil.example"})
    void oneForSomebodyElseIsNot(String name, @TempDir Path folder) throws Exception {
        KeyStore keys = keys(folder, name);
        assertUnsent(keys, trusting(keys));
    }

    @Test
    void oneThatNobodyVouchesForIsNot(@TempDir Path folder) throws Exception {
        assertUnsent(keys(folder, OWN), SslContextBuilder.forClient().build());
    }

    /** A client that is known by its certificate (RFC 8705) sends no secret. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerMayAskForTheClientsCertificate(boolean shown, @TempDir Path folder) throws Exception {
        KeyStore keys = keys(folder, OWN);
        SslContextBuilder trust =
                SslContextBuilder.forClient().trustManager((X509Certificate) keys.getCertificate("server"));
        SslContext context = (shown ? trust.keyManager(managers(keys)) : trust).build();
        try (RawServer server = server(keys, true)) {
            HttpTokenEndpoint endpoint = endpoint(server, context);
            if (shown) {
                assertThat(endpoint.redeem(account()).block(Redeeming.PATIENCE)).isNotNull();
                assertThat(heard)
                        .singleElement()
                        .asString()
                        .contains("client_id=")
                        .doesNotContain("client_secret");
            } else {
                Redeeming.refused(endpoint, account());
                assertThat(heard).isEmpty();
            }
            endpoint.close();
        }
    }

    private void assertUnsent(KeyStore keys, SslContext trust) throws GeneralSecurityException {
        try (RawServer server = server(keys)) {
            HttpTokenEndpoint endpoint = endpoint(server, trust);
            assertThat(Redeeming.refused(endpoint, account()).outcome()).isEqualTo(Outcome.NOT_SENT);
            endpoint.close();
        }
        assertThat(heard).isEmpty();
    }

    private static KeyStore keys(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] command = (keytool + " -genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=127.0.0.1"
                        + " -ext SAN=" + name + " -storetype PKCS12 -storepass changeit -keystore " + store)
                .split(" ", -1);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0)
                .isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SslContext trusting(KeyStore keys) throws Exception {
        return SslContextBuilder.forClient()
                .trustManager((X509Certificate) keys.getCertificate("server"))
                .build();
    }

    private static KeyManagerFactory managers(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        return managers;
    }

    private RawServer server(KeyStore keys) throws GeneralSecurityException {
        return server(keys, false);
    }

    private RawServer server(KeyStore keys, boolean asksForCertificate) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(keys));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers(keys).getKeyManagers(), trust.getTrustManagers(), null);
        return new RawServer(plain -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain.socket(), null, false);
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(asksForCertificate);
            RawServer.Conversation client =
                    new RawServer.Conversation(tls, tls.getInputStream(), tls.getOutputStream());
            heard.add(client.readRequest());
            client.write(HostileAnswer.HEAD + HostileAnswer.GOOD);
        });
    }

    /** Java trusts certificates of entries without a key only. */
    private static KeyStore trusted(KeyStore keys) throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("client", keys.getCertificate("server"));
            return trusted;
        } catch (IOException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    private static HttpTokenEndpoint endpoint(RawServer server, SslContext trust) {
        URI uri = URI.create(server.uri().toString().replace("http:", "https:"));
        return new HttpTokenEndpoint(
                Redeeming.openAi(uri), CLOCK, client -> client.secure(spec -> spec.sslContext(trust)));
    }
}
