package io.tokenwell.example.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binaries from the class path, unpacked once per user and machine. */
final class ServerFiles {

    private static final String COUNT = ".files";
    private static final Set<PosixFilePermission> OWNER_WRITES = PosixFilePermissions.fromString("rwxr-xr-x");

    private ServerFiles() {}

    /** Fills a folder; called at most once per folder name and machine. */
    @FunctionalInterface
    interface Unpacking {
        void into(Path folder) throws IOException, InterruptedException;
    }

    static boolean mac() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    }

    static boolean arm() {
        String arch = System.getProperty("os.arch", "");
        return arch.equals("aarch64") || arch.equals("arm64");
    }

    static InputStream resource(String name) {
        @Nullable InputStream found = ServerFiles.class.getResourceAsStream(name);
        if (found == null) {
            throw new ServerStartException("no " + name + " on the class path: this system has no embedded servers");
        }
        return found;
    }

    static String text(String name) throws IOException {
        try (InputStream in = resource(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static long size(String name) {
        try {
            @Nullable URL found = ServerFiles.class.getResource(name);
            return found == null ? 0 : found.openConnection().getContentLengthLong();
        } catch (IOException e) {
            throw new ServerStartException("cannot read " + name, e);
        }
    }

    /** The folder of that name, unpacked aside and moved into place, so that no JVM ever sees half of it. */
    static synchronized Path unpacked(String name, Unpacking unpacking) {
        try {
            Path cache = cache();
            Path target = cache.resolve(name);
            if (whole(target)) {
                return target;
            }
            Path aside = Files.createTempDirectory(cache, name + "-");
            Files.setPosixFilePermissions(aside, OWNER_WRITES);
            unpacking.into(aside);
            Files.writeString(aside.resolve(COUNT), String.valueOf(count(aside)));
            return moved(aside, target);
        } catch (IOException e) {
            throw new ServerStartException("cannot unpack " + name, e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while unpacking " + name, stopped);
        }
    }

    /** Systems tidy their temporary folders file by file: what is left of an old cache is not used. */
    private static boolean whole(Path folder) throws IOException {
        Path counted = folder.resolve(COUNT);
        return Files.exists(counted) && Files.readString(counted).equals(String.valueOf(count(folder)));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> !path.endsWith(COUNT) && !Files.isDirectory(path))
                    .count();
        }
    }

    private static Path moved(Path aside, Path target) throws IOException {
        if (Files.exists(target) && !whole(target)) {
            delete(target);
        }
        try {
            return Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException lostTheRace) {
            if (whole(target)) {
                delete(aside);
                return target;
            }
            throw lostTheRace;
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** The name can be guessed, so a folder that somebody else made or may write is not trusted with binaries. */
    private static Path cache() throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        int user = user();
        Path shared = temp.resolve("tokenwell-servers-" + user);
        try {
            return Files.createDirectory(shared, PosixFilePermissions.asFileAttribute(OWNER_WRITES));
        } catch (FileAlreadyExistsException usedBefore) {
            return ours(shared, user) ? shared : Files.createTempDirectory("tokenwell-servers-");
        }
    }

    /** By number: in a container the user may have no name. */
    private static int user() throws IOException {
        Path mine = Files.createTempFile("tokenwell-", null);
        try {
            return owner(mine);
        } finally {
            Files.delete(mine);
        }
    }

    static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean ours(Path folder, int user) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && owner(folder) == user
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
