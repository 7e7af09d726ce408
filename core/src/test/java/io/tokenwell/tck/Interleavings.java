package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Runs a scenario of a few threads in many orders of their steps, between any two of which another thread may come. Needs a
 * JVM without BlockHound: tag the test {@value #TAG}. In a scenario, plain checks only: all that runs there is watched.
 */
public final class Interleavings {

    /** The tag of tests that use this. */
    public static final String TAG = "interleavings";

    private static final String WRONG = "wrong: ";
    private static final int SCHEDULES = 1_000;

    private Interleavings() {}

    /** Nothing that the scenario checks is ever wrong. */
    public static void neverWrong(Runnable scenario) {
        Lincheck.runConcurrentTest(SCHEDULES, scenario);
    }

    /** What a broken twin owes: some order is found in which a check fails. */
    public static void somewhereWrong(Runnable scenario) {
        assertThatThrownBy(() -> neverWrong(scenario))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining(WRONG);
    }

    /** Each on a thread of its own; returns when all are through. Plain loops: threads are watched where we start them. */
    public static void together(Runnable... steps) {
        Thread[] threads = new Thread[steps.length];
        for (int i = 0; i < steps.length; i++) {
            threads[i] = new Thread(steps[i]);
        }
        for (Thread thread : threads) {
            thread.start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** Fails if not. */
    public static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(WRONG + what);
        }
    }
}
