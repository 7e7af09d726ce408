package io.tokenwell.simulation;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Something that will happen. */
final class Task implements Disposable, Comparable<Task> {

    /** What an instance finds to do, by where it comes from: after a standstill they do not wake up in one order. */
    enum Lane {
        TIMER,
        REDIS,
        TABLE,
        ENDPOINT,
        NEWS,
        CALLER
    }

    long time;
    final long number;
    final @Nullable Instance owner;
    final Lane lane;

    /** By the owner's monotonic time, for timers. */
    final long due;

    private @Nullable Runnable work;

    Task(long time, long number, @Nullable Instance owner, Lane lane, long due, Runnable work) {
        this.time = time;
        this.number = number;
        this.owner = owner;
        this.lane = lane;
        this.due = due;
        this.work = work;
    }

    /** Once. */
    void run() {
        Runnable once = work;
        work = null;
        if (once != null) {
            once.run();
        }
    }

    @Override
    public void dispose() {
        work = null;
    }

    @Override
    public boolean isDisposed() {
        return work == null;
    }

    @Override
    public int compareTo(Task other) {
        return time == other.time ? Long.compare(number, other.number) : Long.compare(time, other.time);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
