package io.tokenwell.redis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs what several threads hand in one piece after the other, in the order in which it came, each piece once. Whoever finds
 * nobody at work does it, and what comes meanwhile; the others leave theirs and go on. So nobody waits for anybody, and work
 * may call whom it likes, this object too: what it hands in comes next, not at once. Each piece sees what those before it did.
 */
final class Drain {

    private final Queue<Runnable> handedIn = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();
    private final Consumer<? super Throwable> failed;

    /** {@code failed} is told what work throws. */
    Drain(Consumer<? super Throwable> failed) {
        this.failed = failed;
    }

    /** Runs it now, or leaves it to the thread that is at work. */
    void run(Runnable work) {
        handedIn.add(work);
        if (left.getAndIncrement() == 0) {
            drain();
        }
    }

    /** How many pieces are not yet done, the one under way among them. */
    int left() {
        return left.get();
    }

    /** A piece is in the queue before it is counted: as many as are counted are there. */
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

    /** Who is told is a log: if that fails, nobody is left to tell, and the work behind has to be done. */
    private void told(Throwable failure) {
        try {
            failed.accept(failure);
        } catch (Throwable untold) {
            // Left out.
        }
    }
}
