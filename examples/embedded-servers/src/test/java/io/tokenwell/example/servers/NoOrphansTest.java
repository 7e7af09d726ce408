package io.tokenwell.example.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoOrphansTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A child JVM with its servers, seen from outside. */
    private record Child(Process jvm, List<ProcessHandle> servers, List<Path> folders) {

        static Child started() throws IOException {
            Process jvm = forked();
            String[] words = firstLine(jvm).split(" ");
            assertThat(words).hasSize(4);
            List<ProcessHandle> servers = Stream.of(words[0], words[2])
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                    .toList();
            return new Child(jvm, servers, List.of(Path.of(words[1]), Path.of(words[3])));
        }

        static Process forked(String... arguments) throws IOException {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            List<String> command = hearingInterrupts();
            command.addAll(List.of(java.toString(), "-cp"));
            command.addAll(List.of(System.getProperty("java.class.path"), ServersInChild.class.getName()));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        /** What a shell starts in the background ignores Ctrl-C, and so do its children, unless they are told otherwise. */
        private static List<String> hearingInterrupts() throws IOException {
            List<List<String>> ways = List.of(
                    List.of("env", "--default-signal=INT"), List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
            for (List<String> way : ways) {
                if (works(way)) {
                    return new ArrayList<>(way);
                }
            }
            return new ArrayList<>();
        }

        private static boolean works(List<String> way) throws IOException {
            List<String> trial = Stream.concat(way.stream(), Stream.of("true")).toList();
            try {
                return new ProcessBuilder(trial).start().waitFor() == 0;
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            } catch (IOException notThere) {
                return false;
            }
        }

        static String firstLine(Process jvm) throws IOException {
            return String.valueOf(jvm.inputReader(StandardCharsets.UTF_8).readLine());
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
    void aGuardThatIsBusyWhenTheJvmIsKilledTidiesUpAfterwards() throws IOException {
        Process jvm = Child.forked(ServersInChild.BUSY);
        Path folder = Path.of(Child.firstLine(jvm));
        assertThat(Waiting.until(LIMIT, () -> Files.exists(folder.resolve("started"))))
                .isTrue();
        jvm.destroyForcibly();
        assertThat(Waiting.until(LIMIT, () -> !Files.exists(folder))).isTrue();
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
        // Its verdict says nothing: a worker may have come to its end since it was listed.
        new ProcessBuilder(kill).start().waitFor();
        assertThat(child.jvm().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        child.assertNothingLeft();
    }
}
