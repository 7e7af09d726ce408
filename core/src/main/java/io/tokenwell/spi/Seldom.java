package io.tokenwell.spi;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limiter of log lines to one per minute and subject, where a subject is an account or a kind of failure: an outage
 * must not write one line per request. As callers may choose the subjects, only a limited number is remembered at a
 * time; all others share one turn. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class Seldom {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    /** Limit of the remembered subjects, so that many names need neither memory nor a line each. */
    private static final int MOST_SUBJECTS = 1_000;

    private static final long SWEEP_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final Object ALL_OTHERS = new Object();

    private final LongSupplier nanoTime;
    private final ConcurrentMap<Object, Turn> turns = new ConcurrentHashMap<>();
    private final AtomicLong sweepAt;

    private static final class Turn {

        private final AtomicLong quietUntil;
        private final AtomicLong leftOut = new AtomicLong();

        Turn(long now) {
            this.quietUntil = new AtomicLong(now);
        }

        OptionalLong taken(long now) {
            long quiet = quietUntil.get();
            if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + PAUSE)) {
                return OptionalLong.of(leftOut.getAndSet(0));
            }
            leftOut.incrementAndGet();
            return OptionalLong.empty();
        }

        /** A turn with unreported occurrences is kept for one more pause, so that their count is still logged. */
        boolean forgotten(long now) {
            long over = now - quietUntil.get();
            return over >= (leftOut.get() == 0 ? 0 : PAUSE);
        }
    }

    /**
     * Creates a limiter for which nothing has been logged.
     *
     * @param nanoTime monotonic time in nanoseconds, like {@link System#nanoTime()}
     */
    public Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sweepAt = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Records an occurrence and decides whether to log it.
     *
     * @param subject what the occurrence is about; equal subjects share their turn
     * @return how many occurrences were not logged since the last logged one; empty if this one is not to be logged
     */
    public OptionalLong due(Object subject) {
        long now = nanoTime.getAsLong();
        return turn(subject, now).taken(now);
    }

    /**
     * Returns the words that a log line adds for the occurrences that were not logged.
     *
     * @param leftOut the number that {@link #due} returned
     * @return the words for it
     */
    public static String words(long leftOut) {
        return leftOut == 0 ? " (logged once a minute)" : " (logged once a minute, " + leftOut + " not logged since)";
    }

    private Turn turn(Object subject, long now) {
        Turn known = turns.get(subject);
        if (known != null) {
            return known;
        }
        Object kept = hasRoom(now) ? subject : ALL_OTHERS;
        return turns.computeIfAbsent(kept, first -> new Turn(now));
    }

    /** Makes room at most once a second, as a sweep on each occurrence would cost too much during a flood of names. */
    private boolean hasRoom(long now) {
        long sweep = sweepAt.get();
        if (turns.size() >= MOST_SUBJECTS && now - sweep >= 0 && sweepAt.compareAndSet(sweep, now + SWEEP_PAUSE)) {
            turns.values().removeIf(turn -> turn.forgotten(now));
        }
        return turns.size() < MOST_SUBJECTS;
    }

    /** Returns the number of remembered subjects. */
    int size() {
        return turns.size();
    }
}
