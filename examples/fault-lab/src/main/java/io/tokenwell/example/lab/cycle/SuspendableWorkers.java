package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.worker.time.SuspendableTime;
import io.tokenwell.example.lab.worker.time.TimeAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * What makes a stopped process one of a suspended machine. SIGSTOP alone does not: the system's monotonic time goes on. The
 * agent, whose jar is made here, leaves out of it what is written into a file per instance.
 */
final class SuspendableWorkers implements AutoCloseable {

    private static final String AGENT = "agent.jar";

    private final Path folder = Folders.create("tokenwell-lab-time-");

    SuspendableWorkers() {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(AGENT)), manifest())) {
            String time = SuspendableTime.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(time));
            try (InputStream bytes = SuspendableTime.class.getResourceAsStream("/" + time)) {
                Objects.requireNonNull(bytes, time).transferTo(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent itself is on the class path; only what the JDK's own classes call has to be in the jar. */
    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", TimeAgent.class.getName());
        attributes.putValue("Boot-Class-Path", AGENT);
        attributes.putValue("Can-Retransform-Classes", "true");
        return manifest;
    }

    /** The option of a worker's JVM. */
    String option(int instance) {
        suspendedFor(instance, 0);
        return "-javaagent:" + folder.resolve(AGENT) + "=" + file(instance);
    }

    /** Says for how long an instance was suspended in all; to be called while it stands still. */
    void suspendedFor(int instance, long nanos) {
        try (FileChannel channel =
                FileChannel.open(file(instance), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, nanos), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int instance) {
        return folder.resolve("suspended-" + instance);
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
