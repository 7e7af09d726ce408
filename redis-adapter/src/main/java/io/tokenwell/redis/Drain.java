package io.tokenwell.redis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs work of several threads one piece after the other, in the order of arrival, each piece once. A thread that finds
 * no other at work runs its piece and all that arrive meanwhile; the other threads add theirs and continue. No thread
 * waits for another. A piece may call anything, also this object: a piece that it adds runs next, not at once. Each
 * piece sees the effects of those before it.
 */
final class Drain {

    private final Queue<Runnable> handedIn = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();
    private final Consumer<? super Throwable> failed;

    /** Creates a drain without work. {@code failed} receives what a piece throws. */
    Drain(Consumer<? super Throwable> failed) {
        this.failed = failed;
    }

    /** Runs the work now, or leaves it to the thread that is at work. */
    void run(Runnable work) {
        handedIn.add(work);
        if (left.getAndIncrement() == 0) {
            drain();
        }
    }

    /** Returns how many pieces are not done, including the running one. */
    int left() {
        return left.get();
    }

    /** A piece is queued before it is counted, so that the queue has at least as many pieces as are counted. */
    private void drain() {
        do {
            attempt(handedIn.remove());
        } while (left.decrementAndGet() != 0);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            told(failure);
        }
    }

    /**
     * Reports a failure. The receiver is a log; if that fails as well, the failure is dropped, so that the next pieces
     * run.
     */
    private void told(Throwable failure) {
        try {
            failed.accept(failure);
        } catch (Throwable untold) {
            // Left out.
        }
    }
}
