package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoOrphansTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A child JVM with its servers, seen from outside. */
    private record Child(Process jvm, List<ProcessHandle> servers, List<Path> folders) {

        static Child started() throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classPath = System.getProperty("java.class.path");
            Process jvm = new ProcessBuilder(java, "-cp", classPath, ServersInChild.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
            String[] words = String.valueOf(output.readLine()).split(" ");
            assertThat(words).hasSize(4);
            List<ProcessHandle> servers = Stream.of(words[0], words[2])
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                    .toList();
            return new Child(jvm, servers, List.of(Path.of(words[1]), Path.of(words[3])));
        }

        void assertNothingLeft() {
            assertThat(Waiting.until(LIMIT, () -> servers.stream().noneMatch(ProcessHandle::isAlive)))
                    .as("no server process is left of %s", servers)
                    .isTrue();
            assertThat(Waiting.until(LIMIT, () -> folders.stream().noneMatch(Files::exists)))
                    .as("no folder is left of %s", folders)
                    .isTrue();
        }
    }

    @Test
    void nothingSurvivesTheKillingOfTheJvm() throws IOException {
        Child child = Child.started();
        // Redis, the postmaster and at least one of its workers.
        assertThat(child.servers()).hasSizeGreaterThan(2).allMatch(ProcessHandle::isAlive);
        child.jvm().destroyForcibly();
        child.assertNothingLeft();
    }

    @Test
    void nothingSurvivesAJvmThatEndsByItselfWithoutClosing() throws IOException {
        Child child = Child.started();
        child.jvm().getOutputStream().close();
        child.assertNothingLeft();
    }

    /** Ctrl-C reaches the whole process group; where there is no setsid, that includes guards and servers. */
    @Test
    void nothingSurvivesAnInterruptOfAllProcesses() throws IOException, InterruptedException {
        Child child = Child.started();
        List<String> kill = new ArrayList<>(
                List.of("kill", "-INT", String.valueOf(child.jvm().pid())));
        child.jvm().descendants().map(process -> String.valueOf(process.pid())).forEach(kill::add);
        assertThat(kill).hasSizeGreaterThan(6);
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
        child.assertNothingLeft();
    }
}
