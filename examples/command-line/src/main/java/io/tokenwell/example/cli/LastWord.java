package io.tokenwell.example.cli;

/**
 * Ctrl-C in the middle of a refresh: the process ends when what the server has answered is stored, or after
 * {@link Session#CLOSE_LIMIT}. A rotated refresh token that reaches no store costs a login.
 */
final class LastWord {

    private final Thread hook;

    LastWord(Session session) {
        // A shutdown hook is there to be waited for; nothing else runs by then.
        this.hook = new Thread(() -> session.settled().block(), "last word");
    }

    void listen() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void leave() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook runs, and finds nothing left to do.
        }
    }
}
