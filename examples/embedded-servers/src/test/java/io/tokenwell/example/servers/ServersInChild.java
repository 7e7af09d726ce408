package io.tokenwell.example.servers;

import java.io.IOException;
import java.util.List;

/** A JVM of its own that starts every kind of server, or is busy starting one, and waits to be killed. */
final class ServersInChild {

    static final String BUSY = "busy";

    private ServersInChild() {}

    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains(BUSY)) {
            busy();
        }
        EmbeddedRedis redis = EmbeddedRedis.start();
        EmbeddedDatabase database = EmbeddedDatabase.start();
        System.out.println(redis.pid() + " " + redis.directory() + " " + database.pid() + " " + database.directory());
        int ended = System.in.read();
        System.exit(ended);
    }

    private static void busy() {
        GuardedServer server = GuardedServer.open("busy", "KILL");
        System.out.println(server.directory());
        server.run(List.of(
                "sh",
                "-c",
                "cd \"$0\" && : >started && sleep 1",
                server.directory().toString()));
    }
}
