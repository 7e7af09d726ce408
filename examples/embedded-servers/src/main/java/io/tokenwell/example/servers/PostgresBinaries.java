package io.tokenwell.example.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked from the archive on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder with initdb and postgres in it. */
    static Path programs() {
        String archive = "/" + archive();
        // The length tells versions apart: an update must not run the programs unpacked before it.
        String name = archive().replace(".txz", "-") + ServerFiles.size(archive);
        return ServerFiles.unpacked(name, folder -> unpack(archive, folder)).resolve("bin");
    }

    private static String archive() {
        String architecture = ServerFiles.arm() ? "arm_64" : "x86_64";
        if (ServerFiles.mac()) {
            return "postgres-darwin-" + architecture + ".txz";
        }
        boolean alpine = Files.exists(Path.of("/etc/alpine-release"));
        return "postgres-linux-" + architecture + (alpine ? "-alpine_linux" : "") + ".txz";
    }

    private static void unpack(String archive, Path folder) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-x", "-o", "-f", "-", "-C", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream in = new XZInputStream(ServerFiles.resource(archive));
                OutputStream out = tar.getOutputStream()) {
            in.transferTo(out);
        }
        if (tar.waitFor() != 0) {
            throw new IOException("tar ended with status " + tar.exitValue());
        }
    }
}
