package io.tokenwell.example.lab.check;

import java.util.List;

/**
 * What was there when everything had settled, and no fault excused it.
 *
 * @param locks lock keys
 * @param claims claims of attempts that seem to run
 * @param idleInTransaction connections that hold a transaction open
 * @param busyWorkers workers with work in flight or connections in use, each with its figures
 */
public record Leftovers(List<String> locks, List<String> claims, int idleInTransaction, List<String> busyWorkers) {

    /** Nothing. */
    public static final Leftovers NONE = new Leftovers(List.of(), List.of(), 0, List.of());
}
