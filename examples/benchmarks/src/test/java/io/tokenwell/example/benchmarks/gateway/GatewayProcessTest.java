package io.tokenwell.example.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void thePortIsWhatItSaysAndItEndsWhenClosed() {
        GatewayProcess gateway = GatewayProcess.start(standIn("41234"), LIMIT);
        assertThat(gateway.port()).isEqualTo(41_234);
        assertThat(gateway.alive()).isTrue();
        assertThat(gateway.cpu()).isBetween(Duration.ofMillis(1), LIMIT);
        gateway.close();
        assertThat(gateway.alive()).isFalse();
    }

    @Test
    void oneThatEndsAtOnceIsQuoted() {
        assertThatThrownBy(() -> GatewayProcess.start(standIn("no fonts here"), LIMIT))
                .hasMessageContaining("did not start")
                .hasMessageContaining("no fonts here");
    }

    @Test
    void bothRoutesAreAlikeButForTheFilter(@TempDir Path folder) throws IOException {
        URI upstream = URI.create("http://127.0.0.1:9");
        Path jar = folder.resolve("gateway.jar");
        assertThatThrownBy(() -> new GatewayLine(jar, upstream).words())
                .hasMessageContaining("-pl examples/spring-cloud-gateway");
        Files.createFile(jar);
        assertThat(new GatewayLine(jar, upstream).words())
                .contains("--tokenwell.upstream.uri=http://127.0.0.1:9", "--tokenwell.demo.token-life=1h")
                .filteredOn(word -> word.contains("routes[0]"))
                .map(word -> word.replace("[0].", "[1].").replace("with", "without"))
                .containsAll(new GatewayLine(jar, upstream)
                        .words().stream()
                                .filter(word -> word.contains("routes[1]"))
                                .toList())
                .hasSize(5);
    }

    private static List<String> standIn(String argument) {
        return List.of(
                GatewayLine.java(),
                "-cp",
                System.getProperty("java.class.path", ""),
                StandIn.class.getName(),
                argument);
    }
}
