package io.tokenwell.example.lab.check;

import java.util.List;

/**
 * What was still there when everything had settled and every lock's time was over.
 *
 * @param locks lock keys
 * @param claims claims whose time is not over
 * @param idleInTransaction connections that hold a transaction open
 * @param busyWorkers workers with work in flight or connections in use, each with its figures
 */
public record Leftovers(List<String> locks, List<String> claims, int idleInTransaction, List<String> busyWorkers) {

    /** Nothing. */
    public static final Leftovers NONE = new Leftovers(List.of(), List.of(), 0, List.of());
}
