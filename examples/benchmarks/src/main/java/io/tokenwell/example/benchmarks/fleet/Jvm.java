package io.tokenwell.example.benchmarks.fleet;

import java.lang.management.ManagementFactory;

/** What this process takes. Safe for use by any thread. */
public final class Jvm {

    private Jvm() {}

    /**
     * Collects garbage and measures what is left.
     *
     * @return bytes
     */
    public static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * Collects twice: what a first collection only marks for its end, buffers and the like, is gone after the second.
     *
     * @return bytes
     */
    public static long settledHeap() {
        System.gc();
        return usedHeap();
    }

    /**
     * Forgets earlier peaks.
     *
     * @return live threads now
     */
    public static int threadsFromNow() {
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /**
     * Most live threads at once.
     *
     * @return the number since {@link #threadsFromNow}
     */
    public static int peakThreads() {
        return ManagementFactory.getThreadMXBean().getPeakThreadCount();
    }
}
