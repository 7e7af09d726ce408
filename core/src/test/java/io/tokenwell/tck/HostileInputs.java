package io.tokenwell.tck;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Counts the hostile inputs that a subject was tried with, and tells at the end in one line how it went. One bad answer does
 * not hide those after it. Safe for use by any thread.
 */
public final class HostileInputs {

    private static final int LISTED = 20;
    private static final int LONGEST = 300;
    /** Far above what any input needs on a busy machine; what hangs for good is ended by the limit of its test. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String subject;
    private final PrintStream out;
    private final AtomicInteger tried = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /** For a subject by the name that the last line has for it. */
    public HostileInputs(String subject) {
        this(subject, System.out);
    }

    HostileInputs(String subject, PrintStream out) {
        this.subject = subject;
        this.out = out;
    }

    /** Runs the check: whatever it throws is a failure of this input, and so is taking too long. */
    public void tried(String id, Runnable check) {
        long begun = System.nanoTime();
        tried.incrementAndGet();
        try {
            check.run();
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            if (taken.compareTo(LIMIT) > 0) {
                failures.add(shown(id) + ": took " + taken.toMillis() + " ms");
            }
        } catch (Throwable failed) {
            failures.add(shown(id) + ": " + shown(failed.toString()));
        }
    }

    /** Prints the line; throws if an input failed, or if there was none. */
    public void end() {
        List<String> failed = List.copyOf(failures);
        out.println("hostile: " + tried + " inputs, " + failed.size() + " failed (" + subject + ")");
        if (tried.get() == 0) {
            throw new AssertionError("no hostile input was tried: " + subject);
        }
        if (!failed.isEmpty()) {
            throw new AssertionError(failed.size() + " of " + tried + " hostile inputs failed (" + subject + "):\n"
                    + failed.stream().limit(LISTED).collect(Collectors.joining("\n")));
        }
    }

    /** One line of plain ASCII: the inputs are made to steer terminals. */
    private static String shown(String text) {
        StringBuilder line = new StringBuilder();
        for (int place = 0; place < text.length() && line.length() < LONGEST; place++) {
            char character = text.charAt(place);
            if (character >= ' ' && character <= '~' && character != '\\') {
                line.append(character);
            } else {
                line.append("\\u")
                        .append(Integer.toHexString(0x10000 | character).substring(1));
            }
        }
        return line.length() < LONGEST ? line.toString() : line.append("...").toString();
    }
}
