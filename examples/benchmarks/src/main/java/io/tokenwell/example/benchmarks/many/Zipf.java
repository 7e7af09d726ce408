package io.tokenwell.example.benchmarks.many;

import java.util.Arrays;
import java.util.Random;

/** Draws accounts by popularity: the k-th is asked for 1/k as often as the first. Not for use by several threads. */
final class Zipf {

    private final double[] upTo;
    private final Random random;

    Zipf(int accounts, long seed) {
        upTo = new double[accounts];
        double sum = 0;
        for (int rank = 1; rank <= accounts; rank++) {
            sum += 1.0 / rank;
            upTo[rank - 1] = sum;
        }
        random = new Random(seed);
    }

    /** An account, from 1 on; the first is the most popular. */
    int next() {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return (found < 0 ? -found - 1 : found) + 1;
    }
}
