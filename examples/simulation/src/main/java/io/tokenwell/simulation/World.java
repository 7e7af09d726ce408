package io.tokenwell.simulation;

import io.tokenwell.simulation.Task.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One thread, one queue, virtual time. What an instance has to do waits while it stands still and is dropped when it dies. */
final class World {

    private static final int MOST_VIOLATIONS = 8;
    private static final long LONGEST = 100_000_000 * Times.SECOND;

    final Chance chance;
    final List<String> violations = new ArrayList<>();
    private final @Nullable StringBuilder story;
    private final PriorityQueue<Task> queue = new PriorityQueue<>(64);
    private long now;
    private long numbers;
    private long happened;

    /** {@code told}: the story is written down, which takes most of the time that a schedule then takes. */
    World(Chance chance, boolean told) {
        this.chance = chance;
        this.story = told ? new StringBuilder() : null;
    }

    long now() {
        return now;
    }

    long happened() {
        return happened;
    }

    /** What nobody can stop. */
    void at(long time, Runnable work) {
        Task unused = add(time, null, Lane.TIMER, 0, work);
    }

    Task at(long time, Instance owner, Lane lane, Runnable work) {
        return add(time, owner, lane, Long.MIN_VALUE, work);
    }

    Task timer(Instance owner, long delay, Runnable work) {
        long wait = Math.min(Math.max(0, delay), LONGEST);
        return add(now + wait, owner, Lane.TIMER, owner.nanoTime() + wait, work);
    }

    private Task add(long time, @Nullable Instance owner, Lane lane, long due, Runnable work) {
        Task task = new Task(Math.max(time, now), numbers++, owner, lane, due, work);
        queue.add(task);
        return task;
    }

    /** Lets all happen that is due until then; false if too much happens. */
    boolean runUntil(long until, long mostTasks) {
        long end = happened + mostTasks;
        for (Task next = queue.peek(); next != null && next.time <= until; next = queue.peek()) {
            queue.remove();
            if (!next.isDisposed() && isItsTime(next)) {
                now = next.time;
                if (++happened > end) {
                    return false;
                }
                run(next);
            }
        }
        now = Math.max(now, until);
        return true;
    }

    private boolean isItsTime(Task task) {
        Instance owner = task.owner;
        if (owner == null) {
            return true;
        }
        if (!owner.alive()) {
            return false;
        }
        long earliest = owner.earliest(task);
        if (earliest > task.time) {
            task.time = earliest;
            queue.add(task);
            return false;
        }
        return true;
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            violated("uncaught", String.valueOf(task.owner), String.valueOf(thrown));
            if (told()) {
                tell("uncaught " + List.of(thrown.getStackTrace()));
            }
        }
    }

    void violated(String rule, Object who, String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(rule + ": " + who + " at " + seconds(now) + ": " + what);
        }
        if (told()) {
            tell("!!!! " + rule + ": " + who + ": " + what);
        }
    }

    boolean told() {
        return story != null;
    }

    /** Only where {@link #told()}: texts cost more than all else. */
    void tell(String line) {
        if (story != null) {
            story.append(String.format("%11s  %s%n", seconds(now), line));
        }
    }

    String story() {
        return String.valueOf(story);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.4f", nanos / 1e9);
    }
}
