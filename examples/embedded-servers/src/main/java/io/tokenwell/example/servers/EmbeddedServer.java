package io.tokenwell.example.servers;

import java.nio.file.Path;

/** What a real server on loopback can be made to do: stop, freeze, come back on its port, be gone with the JVM. */
abstract class EmbeddedServer implements AutoCloseable {

    static final int ATTEMPTS = 20;

    final GuardedServer server;
    int port;
    private final String name;

    EmbeddedServer(String name, GuardedServer server) {
        this.name = name;
        this.server = server;
    }

    /** Tries to start the server on {@link #port}. */
    abstract boolean started();

    /**
     * The port, the same after a restart.
     *
     * @return the port
     */
    public synchronized int port() {
        return port;
    }

    /**
     * The process, for tests that look for survivors.
     *
     * @return the id of the latest server process
     */
    public long pid() {
        return server.pid();
    }

    /** Ends the server as a crash would; does nothing if it is stopped already. PostgreSQL keeps its data, Redis none. */
    public void stop() {
        server.halt();
    }

    /** Starts the server again on the same port, with what data it keeps; stops it first if it runs. */
    public synchronized void restart() {
        server.halt();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (started()) {
                return;
            }
        }
        throw new ServerStartException(name + " does not start again: " + server.log());
    }

    /** Freezes the server's main process: connections stay open; those of PostgreSQL have processes of their own. */
    public void pause() {
        server.signal("STOP");
    }

    /** Lets a frozen server go on. */
    public void resume() {
        server.signal("CONT");
    }

    Path directory() {
        return server.directory();
    }

    @Override
    public void close() {
        server.close();
    }
}
