package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.OwnCertificate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** What core/docs/security.md says of {@code sslMode=verify-full}: nobody talks to a server that he does not trust. */
class TlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ENCRYPTED = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private static EmbeddedDatabase server;
    private static OwnCertificate certificate;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EmbeddedDatabase.start();
        certificate = OwnCertificate.forLoopback(folder);
        asked("", "ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'");
        asked("", "ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'");
        asked("", "ALTER SYSTEM SET ssl = on");
        server.stop();
        server.restart();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String asked(String options, String sql) {
        return asked("127.0.0.1", options, sql);
    }

    private static String asked(String host, String options, String sql) {
        ConnectionPool pool = ConnectionPools.open(
                ConnectionFactoryOptions.parse(server.r2dbcUrl().replace("127.0.0.1", host) + options), 1);
        return String.valueOf(Flux.usingWhen(
                        pool.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map(row -> String.valueOf(row.get(0)))),
                        connection -> connection.close())
                .last("")
                .doFinally(end -> pool.dispose())
                .block(LIMIT));
    }

    private static String verified() {
        return "?sslMode=verify-full&sslRootCert=" + certificate.certificate();
    }

    @Test
    void theDefaultIsInTheClear() {
        assertThat(asked("", ENCRYPTED)).isEqualTo("false");
    }

    @Test
    void aTrustedServerIsTalkedToOverTls() {
        assertThat(asked(verified(), ENCRYPTED)).isEqualTo("true");
    }

    @Test
    void aServerThatIsNotTrustedIsRefused() {
        assertThatThrownBy(() -> asked("?sslMode=verify-full", ENCRYPTED))
                .hasStackTraceContaining("unable to find valid certification path");
    }

    /** The certificate is for the address only. */
    @Test
    void aServerOfAnotherNameIsRefused() {
        assertThatThrownBy(() -> asked("localhost", verified(), ENCRYPTED)).hasStackTraceContaining("localhost");
    }
}
