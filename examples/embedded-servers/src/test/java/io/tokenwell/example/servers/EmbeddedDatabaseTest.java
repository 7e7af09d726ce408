package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class EmbeddedDatabaseTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void answersOnLoopbackAsSoonAsItIsStarted() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            assertThat(database.r2dbcUrl())
                    .isEqualTo("r2dbc:postgresql://postgres@127.0.0.1:" + database.port() + "/postgres");
            assertThat(asked(database, "SHOW server_version")).startsWith("18.");
            assertThat(asked(database, "SHOW listen_addresses")).isEqualTo(database.host());
            assertThat(asked(database, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void restartKeepsPortAndCommittedData() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            int port = database.port();
            asked(database, "CREATE TABLE colours AS SELECT 'blue'::text AS name");
            database.stop();
            assertThatThrownBy(() -> asked(database, "SELECT 1")).isInstanceOf(R2dbcException.class);
            database.restart();
            assertThat(database.port()).isEqualTo(port);
            assertThat(asked(database, "SELECT name FROM colours")).isEqualTo("blue");
        }
    }

    @Test
    void closeEndsTheServerAndRemovesItsFolder() {
        EmbeddedDatabase database = EmbeddedDatabase.start();
        Path folder = database.directory();
        assertThat(folder).isDirectory();
        database.close();
        assertThat(ProcessHandle.of(database.pid())).isEmpty();
        assertThat(Files.exists(folder)).isFalse();
    }

    private static String asked(EmbeddedDatabase database, String sql) {
        ConnectionFactory factory = ConnectionFactories.get(database.r2dbcUrl());
        return String.valueOf(Mono.usingWhen(
                        factory.create(),
                        connection -> Mono.from(connection.createStatement(sql).execute())
                                .flatMap(
                                        result -> Mono.from(result.map((row, metadata) -> String.valueOf(row.get(0))))),
                        connection -> connection.close())
                .defaultIfEmpty("")
                .block(LIMIT));
    }
}
