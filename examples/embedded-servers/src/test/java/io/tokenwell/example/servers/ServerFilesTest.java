package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerFilesTest {

    private final String name = "test-" + UUID.randomUUID();
    private final AtomicInteger unpackings = new AtomicInteger();

    private Path unpacked() {
        return ServerFiles.unpacked(name, folder -> {
            unpackings.incrementAndGet();
            Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("a"), "a");
            Files.writeString(folder.resolve("b"), "b");
        });
    }

    @AfterEach
    void removeFolder() throws IOException {
        ServerFiles.delete(unpacked());
    }

    @Test
    void unpacksOnce() {
        assertThat(unpacked()).isEqualTo(unpacked()).isDirectory();
        assertThat(unpackings).hasValue(1);
    }

    @Test
    void unpacksAgainWhatWasTidiedAwayInPart() throws IOException {
        Files.delete(unpacked().resolve("bin/a"));
        assertThat(unpacked().resolve("bin/a")).hasContent("a");
        assertThat(unpackings).hasValue(2);
    }
}
