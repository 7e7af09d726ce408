package io.tokenwell.example.benchmarks.hit;

import java.util.ArrayList;
import java.util.List;

/**
 * How much is measured. The runs of a contestant are shared by several processes, as compilers decide anew in each, and
 * between two processes of a contestant all others have their turn, so that a slow minute hits all.
 *
 * @param rounds the runs of each process, one process of every contestant per round
 * @param warmUps iterations before the first run of a process
 * @param warmUpMillis of each of these
 * @param runMillis of a run
 * @param threads how many threads ask at a time
 * @param inFlight how many calls of Redis are under way at a time
 */
record HitPlan(
        List<Integer> rounds,
        int warmUps,
        int warmUpMillis,
        int runMillis,
        List<Integer> threads,
        List<Integer> inFlight) {

    private static final int RUNS_PER_PROCESS = 3;
    private static final int WARM_UP = 1_000;
    private static final int RUN = 750;
    private static final int MOMENT = 100;

    /** So many runs, at most three in a process, and at least two processes if there is more than one run. */
    static HitPlan of(int runs) {
        int processes = Math.max(Math.min(2, runs), (runs + RUNS_PER_PROCESS - 1) / RUNS_PER_PROCESS);
        List<Integer> rounds = new ArrayList<>();
        for (int round = 0; round < processes; round++) {
            rounds.add((runs + processes - 1 - round) / processes);
        }
        return new HitPlan(rounds, 2, WARM_UP, RUN, List.of(1, 2, 8, 64), List.of(1, 8, 64));
    }

    /** Shows that all works; its figures mean nothing. */
    static HitPlan quick() {
        return new HitPlan(List.of(1), 1, MOMENT, MOMENT, List.of(1), List.of(8));
    }
}
