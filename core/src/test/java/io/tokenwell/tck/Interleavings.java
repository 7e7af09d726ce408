package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario of a few threads in many orders of their steps, between any two of which another thread may come. Needs a
 * JVM without BlockHound: tag the test {@value #TAG}. In a scenario, plain checks only: all that runs there is watched. And
 * {@code new} in so many words, as {@code Twin::new} would leave the twin unwatched.
 */
public final class Interleavings {

    /** The tag of tests that use this. */
    public static final String TAG = "interleavings";

    private static final String WRONG = "wrong: ";
    private static final int SCHEDULES = 300;
    private static final int SCHEDULES_FOR_A_TWIN = 3_000;

    @SuppressWarnings("UnusedVariable") // what is written here has escaped
    private static volatile @Nullable Object known;

    private Interleavings() {}

    /** Nothing that the scenario checks is ever wrong. */
    public static void neverWrong(Runnable scenario) {
        Lincheck.runConcurrentTest(SCHEDULES, scenario);
    }

    /** What a broken twin owes: some order is found in which a check fails. */
    public static void somewhereWrong(Runnable scenario) {
        assertThatThrownBy(() -> Lincheck.runConcurrentTest(SCHEDULES_FOR_A_TWIN, scenario))
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

    /**
     * Says that several threads will use this, and all that its fields lead to: Lincheck cannot see into a lambda or a record,
     * takes what only they hold for one thread's own, and would never interrupt its use.
     */
    public static <T> T shared(T thing) {
        known = thing;
        return thing;
    }

    /** Fails if not. */
    public static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(WRONG + what);
        }
    }
}
