package io.tokenwell.spi;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What is said once a minute of each subject, be it an account or a kind of failure, however often it happens: an outage must
 * not cost a line in the log per request. Whoever calls may choose the subjects, so only some are remembered at a time; all
 * others count as one. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class Seldom {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    /** Remembered at a time, so that many names cost neither memory nor a line each. */
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

        /** Of what has gone on happening the count is still to be said, unless it has ceased by now. */
        boolean forgotten(long now) {
            long over = now - quietUntil.get();
            return over >= (leftOut.get() == 0 ? 0 : PAUSE);
        }
    }

    /**
     * Nothing is said yet.
     *
     * @param nanoTime tells monotonic time in nanoseconds, as {@link System#nanoTime()}
     */
    public Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sweepAt = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Something has happened.
     *
     * @param subject to whom or what; equal ones share their turn
     * @return how often it has happened unsaid since it was said last; empty if it is not to be said now
     */
    public OptionalLong due(Object subject) {
        long now = nanoTime.getAsLong();
        return turn(subject, now).taken(now);
    }

    /**
     * The same, for a line of the log.
     *
     * @param leftOut what {@link #due} has given
     * @return the words for it
     */
    public static String words(long leftOut) {
        return leftOut == 0 ? " (said once a minute)" : " (said once a minute, " + leftOut + " left out since)";
    }

    private Turn turn(Object subject, long now) {
        Turn known = turns.get(subject);
        if (known != null) {
            return known;
        }
        Object kept = hasRoom(now) ? subject : ALL_OTHERS;
        return turns.computeIfAbsent(kept, first -> new Turn(now));
    }

    /** Looks for room once a second, not each time: then a flood of names would cost a sweep each. */
    private boolean hasRoom(long now) {
        long sweep = sweepAt.get();
        if (turns.size() >= MOST_SUBJECTS && now - sweep >= 0 && sweepAt.compareAndSet(sweep, now + SWEEP_PAUSE)) {
            turns.values().removeIf(turn -> turn.forgotten(now));
        }
        return turns.size() < MOST_SUBJECTS;
    }

    /** How many are remembered. */
    int size() {
        return turns.size();
    }
}
