package io.tokenwell.example.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL 18 on loopback, empty at start, gone with the JVM. */
public final class EmbeddedDatabase extends EmbeddedServer {

    private static final String READY = "database system is ready to accept connections";
    private static final String NAME = "postgres";

    private final Path programs;
    private final Path data;
    private final List<String> asNobody;

    private EmbeddedDatabase(GuardedServer server) {
        super("PostgreSQL", server);
        this.programs = PostgresBinaries.programs();
        this.data = server.directory().resolve("data");
        this.asNobody = asNobody(server);
    }

    /**
     * Starts a server on a free port.
     *
     * @return the server, ready for connections
     */
    public static EmbeddedDatabase start() {
        // Immediate shutdown: what a crash leaves behind is what a restart must cope with.
        GuardedServer server = GuardedServer.open(NAME, "QUIT");
        try {
            EmbeddedDatabase database = new EmbeddedDatabase(server);
            database.createCluster();
            database.startOnFreePort();
            return database;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** PostgreSQL refuses to run as root; a user namespace, or user nobody, makes it somebody else. */
    private static List<String> asNobody(GuardedServer server) {
        if (!ownedByRoot(server.directory())) {
            return List.of();
        }
        List<String> namespace = List.of("unshare", "-U");
        if (server.succeeds(Stream.concat(namespace.stream(), Stream.of("true")).toList())) {
            return namespace;
        }
        server.run(List.of("chown", "65534:65534", server.directory().toString()));
        return List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }

    private static boolean ownedByRoot(Path directory) {
        try {
            return ServerFiles.owner(directory) == 0;
        } catch (IOException e) {
            throw new ServerStartException("cannot read the owner of " + directory, e);
        }
    }

    private void createCluster() {
        server.run(command("initdb", "-D", data.toString(), "-U", NAME, "-A", "trust", "-E", "UTF8")
                .and("--no-locale", "--no-sync", "--no-instructions")
                .words());
    }

    private synchronized void startOnFreePort() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            port = FreePorts.next();
            if (started()) {
                return;
            }
        }
        throw new ServerStartException("PostgreSQL does not start: " + server.log());
    }

    @Override
    boolean started() {
        Command postgres = command("postgres", "-D", data.toString(), "-p", String.valueOf(port))
                .and("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
                .and("-c", "max_connections=200", "-c", "shared_buffers=32MB")
                .and("-c", "fsync=off", "-c", "full_page_writes=off");
        return server.start(postgres.words(), READY);
    }

    private record Command(List<String> words) {
        Command and(String... more) {
            return new Command(Stream.concat(words.stream(), Stream.of(more)).toList());
        }
    }

    private Command command(String program, String... arguments) {
        List<String> words = new ArrayList<>(asNobody);
        words.add(programs.resolve(program).toString());
        return new Command(words).and(arguments);
    }

    /**
     * The host.
     *
     * @return always {@code 127.0.0.1}
     */
    public String host() {
        return "127.0.0.1";
    }

    /**
     * The superuser, who needs no password.
     *
     * @return the user's name
     */
    public String user() {
        return NAME;
    }

    /**
     * The database that is there from the start.
     *
     * @return its name
     */
    public String database() {
        return NAME;
    }

    /**
     * The address for R2DBC clients.
     *
     * @return {@code r2dbc:postgresql://postgres@127.0.0.1:port/postgres}
     */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + NAME + "@127.0.0.1:" + port() + "/" + NAME;
    }
}
