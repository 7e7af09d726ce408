package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What replicated servers have in common: another node takes writes after the master is lost, and all end together. */
final class Failover {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Failover() {}

    static boolean comesTrue(BooleanSupplier condition) {
        return Waiting.until(LIMIT, condition);
    }

    static void assertTakesWrites(List<EmbeddedRedis> nodes, String key) {
        assertThat(comesTrue(() -> nodes.stream().anyMatch(node -> takes(node, key))))
                .as("a node takes writes of %s", key)
                .isTrue();
    }

    private static boolean takes(EmbeddedRedis node, String key) {
        try {
            return RespProbe.ask(node.port(), "SET " + key + " 1").startsWith("+OK");
        } catch (IOException stopped) {
            return false;
        }
    }

    static void assertNothingLeft(List<EmbeddedRedis> closed) {
        assertThat(closed).allSatisfy(server -> {
            assertThat(ProcessHandle.of(server.pid())).isEmpty();
            assertThat(Files.exists(server.directory())).isFalse();
        });
    }
}
