package io.tokenwell.example.servers;

import java.io.IOException;

/** A JVM of its own that starts every kind of server, says where they are, and waits to be killed. */
final class ServersInChild {

    private ServersInChild() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.start();
        EmbeddedDatabase database = EmbeddedDatabase.start();
        System.out.println(redis.pid() + " " + redis.directory() + " " + database.pid() + " " + database.directory());
        int ended = System.in.read();
        System.exit(ended);
    }
}
