package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.sync.RedisCommands;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.OwnCertificate;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** What core/docs/security.md says of {@code rediss://}: near cache included, and nobody talks to a server it does not trust. */
class TlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AccountKey KEY = new AccountKey(7);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("planted-secret"), 1, null);

    private static EmbeddedRedis server;
    private static SslOptions trusting;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, GeneralSecurityException {
        server = EmbeddedRedis.start();
        OwnCertificate certificate = OwnCertificate.forLoopback(folder);
        trusting = SslOptions.builder().trustManager(trust(certificate)).build();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (RedisClient client = RedisClient.create(server.uri())) {
            RedisCommands<String, String> admin = client.connect().sync();
            admin.configSet("tls-auth-clients", "no");
            admin.configSet("tls-key-file", certificate.key().toString());
            admin.configSet("tls-cert-file", certificate.certificate().toString());
            admin.configSet("tls-port", String.valueOf(port));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RedisURI uri(String host) {
        RedisURI uri = RedisURI.create("rediss://" + host + ":" + port);
        uri.setTimeout(Duration.ofSeconds(5));
        return uri;
    }

    private static RedisClient client(SslOptions trust) {
        ClientOptions options = RedisClientOptions.failFast(Duration.ofSeconds(5))
                .mutate()
                .sslOptions(trust)
                .build();
        RedisClient client = RedisClient.create();
        client.setOptions(options);
        return client;
    }

    /** Loaded before: given the file, Lettuce reads it on an event loop, for each connection. */
    private static TrustManagerFactory trust(OwnCertificate own) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(own.certificate())) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }

    @Test
    void everythingWorksOverTls() {
        try (RedisClient client = client(trusting);
                RedisConnection connection = RedisConnection.to(client, uri("127.0.0.1"));
                RedisTracking tracking = RedisTracking.of(client, uri("127.0.0.1"))) {
            connection.attempted().block(LIMIT);
            NearTokenCache near = RedisStores.of(connection).nearTokenCache(tracking, NearCacheSettings.defaults());
            await().atMost(LIMIT).until(near::isTracking);
            assertThat(near.put(KEY, TOKEN, LIMIT).block(LIMIT)).isTrue();
            assertThat(near.get(KEY).block(LIMIT)).isEqualTo(TOKEN);
            StepVerifier.create(connection.reactive().clientList())
                    .expectNextMatches(clients -> clients.lines().count() == 2)
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void aServerThatIsNotTrustedIsRefused() {
        refused(SslOptions.create(), "127.0.0.1", "unable to find valid certification path");
    }

    /** The certificate is for the address only. */
    @Test
    void aServerOfAnotherNameIsRefused() {
        refused(trusting, "localhost", "No name matching localhost found");
    }

    private static void refused(SslOptions trust, String host, String reason) {
        try (RedisClient client = client(trust);
                RedisConnection connection = RedisConnection.to(client, uri(host))) {
            assertThatThrownBy(() -> connection.attempted().block(LIMIT)).hasStackTraceContaining(reason);
            assertThat(connection.isMade()).isFalse();
        }
    }
}
