package io.tokenwell.redis;

import static io.tokenwell.tck.Interleavings.check;
import static io.tokenwell.tck.Interleavings.neverWrong;
import static io.tokenwell.tck.Interleavings.shared;
import static io.tokenwell.tck.Interleavings.somewhereWrong;
import static io.tokenwell.tck.Interleavings.together;

import io.tokenwell.tck.Interleavings;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the order in which threads come: no piece is left behind, and no two are under way at once. */
@Tag(Interleavings.TAG)
class DrainInterleavingsTest {

    /** The drain, and its twins. */
    private interface Turns {
        void run(Runnable work);
    }

    private static Turns drain() {
        Drain drain = new Drain(failure -> {});
        return drain::run;
    }

    /** Says that it is done after its last look: what comes in between is left behind. */
    private static final class LooksThenLeaves implements Turns {

        private final Queue<Runnable> handedIn = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean busy = new AtomicBoolean();

        @Override
        public void run(Runnable work) {
            handedIn.add(work);
            if (busy.compareAndSet(false, true)) {
                Runnable next = handedIn.poll();
                while (next != null) {
                    next.run();
                    next = handedIn.poll();
                }
                busy.set(false);
            }
        }
    }

    /** Looks whether somebody is at work and begins in two steps: another may do so as well. */
    private static final class LooksThenBegins implements Turns {

        private final Queue<Runnable> handedIn = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean busy = new AtomicBoolean();

        @Override
        public void run(Runnable work) {
            handedIn.add(work);
            while (!handedIn.isEmpty() && !busy.get()) {
                busy.set(true);
                Runnable next = handedIn.poll();
                if (next != null) {
                    next.run();
                }
                busy.set(false);
            }
        }
    }

    /** What work changes; safe for one at a time only. */
    private static final class Ledger {

        private int begun;
        private int done;
        private boolean overlapped;

        void piece() {
            begun++;
            overlapped = overlapped || begun != done + 1;
            done++;
        }
    }

    private static void handedInByTwo(Supplier<Turns> made) {
        Turns turns = shared(made.get());
        Ledger ledger = shared(new Ledger());
        together(
                () -> {
                    turns.run(ledger::piece);
                    turns.run(ledger::piece);
                },
                () -> turns.run(ledger::piece));
        check(!ledger.overlapped, "two at once");
        check(ledger.done == 3, "left behind, or done twice");
    }

    private static void handedInByWork(Supplier<Turns> made) {
        Turns turns = shared(made.get());
        Ledger ledger = shared(new Ledger());
        together(
                () -> turns.run(() -> {
                    turns.run(ledger::piece);
                    ledger.piece();
                }),
                () -> turns.run(ledger::piece));
        check(!ledger.overlapped, "two at once");
        check(ledger.done == 3, "left behind, or done twice");
    }

    @Test
    void allThatTwoHandInIsDoneOneByOne() {
        neverWrong(() -> handedInByTwo(DrainInterleavingsTest::drain));
    }

    @Test
    void soIsWhatWorkHandsIn() {
        neverWrong(() -> handedInByWork(DrainInterleavingsTest::drain));
    }

    @Test
    void aTwinThatLooksAndThenLeavesIsCaught() {
        somewhereWrong(() -> handedInByTwo(() -> new LooksThenLeaves()));
    }

    @Test
    void aTwinThatLooksAndThenBeginsIsCaught() {
        somewhereWrong(() -> handedInByTwo(() -> new LooksThenBegins()));
    }
}
