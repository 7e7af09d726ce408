package io.tokenwell.example.kit.suite;

/** A gateway that was started: where it listens, and how it ends. */
public record RunningGateway(int port, Runnable end) {

    /** Starts the program with options, as its main method would. */
    @FunctionalInterface
    public interface Program {
        RunningGateway start(String... options);
    }
}
