package io.tokenwell.example.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Redis 7.0 on loopback, empty at start, gone with the JVM. */
public final class EmbeddedRedis extends EmbeddedServer {

    private static final String VERSION = "7.0.15";
    private static final String READY = "Ready to accept connections";
    private static final String SENTINEL_READY = "Sentinel ID is";
    private static final Duration PING_LIMIT = Duration.ofSeconds(10);

    private final String readyLine;
    private final List<String> options;

    private EmbeddedRedis(GuardedServer server, String readyLine, List<String> options) {
        super("Redis", server);
        this.readyLine = readyLine;
        this.options = options;
    }

    /**
     * Starts a server on a free port.
     *
     * @return the server, ready for connections
     */
    public static EmbeddedRedis start() {
        return start(List.of());
    }

    static EmbeddedRedis start(List<String> options) {
        return started(new EmbeddedRedis(GuardedServer.open("redis", "KILL"), READY, options));
    }

    /** A Sentinel. It keeps what it learns in its configuration file, so that it needs one of its own. */
    static EmbeddedRedis sentinel(String configuration) {
        GuardedServer server = GuardedServer.open("sentinel", "KILL");
        Path file = server.directory().resolve("sentinel.conf");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            server.close();
            throw new ServerStartException("cannot write " + file, e);
        }
        return started(new EmbeddedRedis(server, SENTINEL_READY, List.of(file.toString(), "--sentinel")));
    }

    private static EmbeddedRedis started(EmbeddedRedis redis) {
        try {
            redis.startOnFreePort();
            return redis;
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private synchronized void startOnFreePort() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            port = FreePorts.next();
            if (started()) {
                return;
            }
        }
        throw new ServerStartException("Redis does not start: " + server.log());
    }

    @Override
    boolean started() {
        if (!server.start(command(), readyLine)) {
            return false;
        }
        if (!Waiting.until(PING_LIMIT, () -> RespProbe.answers(port, "PING", "+PONG"))) {
            throw new ServerStartException("Redis does not answer on port " + port);
        }
        return true;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(binary().toString()));
        // Before all others: a configuration file is known by its place.
        command.addAll(options);
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dir", server.directory().toString()));
        return command;
    }

    private static Path binary() {
        String name = "redis-server-" + VERSION + (ServerFiles.mac() ? "-darwin-" : "-linux-")
                + (ServerFiles.arm() ? "arm64" : "amd64");
        return ServerFiles.unpacked(name, folder -> copyExecutable(name, folder))
                .resolve("redis-server");
    }

    private static void copyExecutable(String name, Path folder) throws IOException {
        Path file = folder.resolve("redis-server");
        try (InputStream in = ServerFiles.resource("/" + name)) {
            Files.copy(in, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * The address for clients.
     *
     * @return {@code redis://127.0.0.1:port}
     */
    public String uri() {
        return "redis://127.0.0.1:" + port();
    }
}
