package io.tokenwell.example.cli;

import io.tokenwell.ShownText;
import java.io.InputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes. Results go to {@code out}, all else to {@code err}.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
record Console(InputStream in, PrintStream out, PrintStream err) {

    static Console system() {
        return new Console(System.in, System.out, System.err);
    }

    void say(@Nullable String text) {
        err.println("tokenwell: " + ShownText.line(text));
    }
}
