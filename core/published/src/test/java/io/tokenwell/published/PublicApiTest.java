package io.tokenwell.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No change of what users can type goes unseen: it is a change of the files in {@code src/test/resources/api} too, which
 * core/docs/releasing.md tells how to write anew.
 */
class PublicApiTest {

    private static final Path FILES = Path.of("src/test/resources/api");

    @ParameterizedTest
    @MethodSource("io.tokenwell.published.UsersMachine#artifacts")
    void isTheOneThatWasAgreedOn(String artifact) throws IOException {
        Path file = FILES.resolve(artifact + ".txt");
        String found = PublicApi.of(UsersMachine.jar(artifact));
        if (Boolean.getBoolean("tokenwell.api.write")) {
            UsersMachine.write(file, found);
        }

        assertThat(found.lines())
                .as("public API; if the change is meant: core/docs/releasing.md")
                .containsExactlyElementsOf(Files.readAllLines(file));
    }
}
