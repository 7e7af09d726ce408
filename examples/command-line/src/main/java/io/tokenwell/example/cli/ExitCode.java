package io.tokenwell.example.cli;

/** How a command ends. */
final class ExitCode {

    static final int OK = 0;
    static final int SOME_FAILED = 1;
    /** What picocli says to wrong arguments. */
    static final int USAGE = 2;

    static final int UNREACHABLE = 3;

    private ExitCode() {}
}
