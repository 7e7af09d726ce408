package io.tokenwell.example.servers;

import java.io.IOException;
import java.util.List;

/** What masters and replicas are started with, and what a master says of its replicas. */
final class Replication {

    /** A replica gets its copy at once: by default a master waits five seconds for more of them. */
    static final List<String> OPTIONS = List.of("--repl-diskless-sync-delay", "0");

    private static final String FOLLOWS = "state=online";

    private Replication() {}

    /** Whether so many replicas have the master's data and get what is written from now on. */
    static boolean isFollowedBy(int replicas, int masterPort) {
        try {
            String info = RespProbe.ask(masterPort, "INFO replication");
            return info.split(FOLLOWS, -1).length - 1 == replicas;
        } catch (IOException notYet) {
            return false;
        }
    }
}
