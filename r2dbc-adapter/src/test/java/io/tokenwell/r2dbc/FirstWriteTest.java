package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An event loop may not read class files: whoever makes a repository has loaded what reading and writing need. */
class FirstWriteTest {

    private static final String MADE = "the repository is made";
    private static final String WRITTEN = "the document is written";

    @Test
    void theFirstDocumentLoadsNoClasses() throws IOException {
        List<String> lines = linesOfANewJvm();
        assertThat(lines).contains(MADE, WRITTEN);
        assertThat(lines.subList(0, lines.indexOf(MADE))).anyMatch(line -> line.contains("tools.jackson."));
        assertThat(lines.subList(lines.indexOf(MADE), lines.indexOf(WRITTEN)))
                .noneMatch(line -> line.contains("tools.jackson.") || line.contains(" io.tokenwell.r2dbc."));
    }

    private static List<String> linesOfANewJvm() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        java, "-Xlog:class+load:stdout", "-cp", classes, FirstWrite.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** The new JVM's program. */
    static final class FirstWrite {

        private FirstWrite() {}

        public static void main(String[] arguments) {
            Credentials document = Credentials.of(Map.of("t", "x", "n", 1, "l", List.of(Map.of("b", true)), "d", 1.5));
            new R2dbcAccountRepository((ConnectionFactory) Proxy.newProxyInstance(
                    FirstWrite.class.getClassLoader(),
                    new Class<?>[] {ConnectionFactory.class},
                    (self, method, with) -> Arrays.toString(with)));
            System.out.println(MADE);
            CredentialsJson.write("1", document);
            CredentialsJson.read("1", "{\"t\": \"x\", \"l\": [1, {\"d\": 1.5}]}");
            System.out.println(WRITTEN);
        }
    }
}
