package io.tokenwell.published;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A user's machine: a folder outside the repository with a local repository of its own. All it can get are the files that
 * this build has made, and what is in the local repository of this build, taken for a remote one: no network is asked.
 */
final class UsersMachine {

    static final String VERSION = property("tokenwell.version");

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Map<String, Path> JARS = Map.of(
            "tokenwell-core", ROOT.resolve("core"),
            "tokenwell-redis-adapter", ROOT.resolve("redis-adapter"),
            "tokenwell-r2dbc-adapter", ROOT.resolve("r2dbc-adapter"));
    private static final int SECONDS = 120;

    /** How a program ended. */
    record End(int status, String output) {}

    private final Path folder;
    private final Path settings;
    private final Path repository;

    UsersMachine(Path folder) {
        this.folder = folder;
        this.settings = folder.resolve("settings.xml");
        this.repository = folder.resolve("repository");
        write(
                settings,
                "<settings><mirrors><mirror><id>build</id><mirrorOf>*</mirrorOf><url>"
                        + Path.of(property("tokenwell.maven.repository")).toUri()
                        + "</url></mirror></mirrors></settings>");
        install("tokenwell-bom", ROOT.resolve("core/bom/target/published-pom.xml"), "pom");
        JARS.forEach((artifact, module) -> {
            install(artifact, module.resolve("target/published-pom.xml"), "pom");
            install(artifact, jar(artifact), "jar");
        });
    }

    /** The finished jar of an artifact. */
    static Path jar(String artifact) {
        return Objects.requireNonNull(JARS.get(artifact), artifact)
                .resolve("target")
                .resolve(artifact + "-" + VERSION + ".jar");
    }

    static List<String> artifacts() {
        return JARS.keySet().stream().sorted().toList();
    }

    private void install(String artifact, Path file, String ending) {
        Path place = repository.resolve("io/tokenwell").resolve(artifact).resolve(VERSION);
        try {
            Files.createDirectories(place);
            Files.copy(file, place.resolve(artifact + "-" + VERSION + "." + ending));
        } catch (IOException e) {
            throw new UncheckedIOException("mvn verify makes what is missing here", e);
        }
    }

    /** Runs the Maven of this build in a project of the user's. */
    End maven(Path project, String... goals) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(property("tokenwell.maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                settings.toString(),
                "-gs",
                settings.toString(),
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(goals));
        return run(project, command);
    }

    /** Runs a program of the user's. */
    End java(List<Path> classPath, String program) {
        return java("-cp", path(classPath), program);
    }

    /** Runs a program of the user's that is a module among modules. */
    End java(List<Path> modulePath, String module, String program) {
        return java("-p", path(modulePath), "-m", module + "/" + program);
    }

    private End java(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    private static String path(List<Path> files) {
        return String.join(
                File.pathSeparator, files.stream().map(Path::toString).toList());
    }

    private End run(Path place, List<String> command) {
        try {
            Path output = Files.createTempFile(folder, "output", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(place.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // The JVM of this test; and nothing that was set up for the build around it.
            builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
            builder.environment().put("MAVEN_SKIP_RC", "true");
            builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            return ended(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static End ended(Process process, Path output) throws IOException {
        try {
            int status = process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
            return new End(status, Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("Maven sets " + name + " (pom.xml)");
        }
        return value;
    }
}
