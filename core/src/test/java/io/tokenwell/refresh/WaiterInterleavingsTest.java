package io.tokenwell.refresh;

import static io.tokenwell.tck.Interleavings.check;
import static io.tokenwell.tck.Interleavings.neverWrong;
import static io.tokenwell.tck.Interleavings.shared;
import static io.tokenwell.tck.Interleavings.somewhereWrong;
import static io.tokenwell.tck.Interleavings.together;

import io.tokenwell.tck.Interleavings;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;

@Tag(Interleavings.TAG)
class WaiterInterleavingsTest {

    /** What a passenger and its twin have in common. */
    private interface Seat {
        void deliver(String value);

        void request();

        void cancel();
    }

    private static Seat seat(CoreSubscriber<String> caller) {
        Waiter<String> passenger = new Waiter<>(caller);
        return new Seat() {
            @Override
            public void deliver(String value) {
                passenger.answer(value, null);
            }

            @Override
            public void request() {
                passenger.request(1);
            }

            @Override
            public void cancel() {
                passenger.cancel();
            }
        };
    }

    /** Looks and writes in two steps: a request in between waits for an answer that waits for a request. */
    private static final class TwoSteps implements Seat {

        private static final int WAITING = 0;
        private static final int ASKED = 1;
        private static final int ANSWERED = 2;
        private static final int OVER = 3;

        private final CoreSubscriber<String> caller;
        private volatile int state;

        TwoSteps(CoreSubscriber<String> caller) {
            this.caller = caller;
        }

        @Override
        public void deliver(String value) {
            if (state == WAITING) {
                state = ANSWERED;
            } else if (state == ASKED) {
                deliver();
            }
        }

        @Override
        public void request() {
            if (state == WAITING) {
                state = ASKED;
            } else if (state == ANSWERED) {
                deliver();
            }
        }

        @Override
        public void cancel() {
            state = OVER;
        }

        private void deliver() {
            state = OVER;
            caller.onNext("value");
            caller.onComplete();
        }
    }

    private static void answeredWhileAsking(Function<CoreSubscriber<String>, Seat> seats) {
        Ear<String> caller = new Ear<>();
        Seat seat = shared(seats.apply(shared(caller)));
        together(() -> seat.deliver("value"), seat::request);
        caller.checkToldOnce();
    }

    private static void cancelledMeanwhile(Function<CoreSubscriber<String>, Seat> seats) {
        Ear<String> caller = new Ear<>();
        Seat seat = shared(seats.apply(shared(caller)));
        together(() -> seat.deliver("value"), seat::request, seat::cancel);
        check(caller.values() <= 1 && caller.ends() == caller.values(), "told in part, or twice");
    }

    private static void askedTwice(Function<CoreSubscriber<String>, Seat> seats) {
        Ear<String> caller = new Ear<>();
        Seat seat = shared(seats.apply(shared(caller)));
        together(() -> seat.deliver("value"), seat::request, seat::request);
        caller.checkToldOnce();
    }

    @Test
    void whoAsksIsAnsweredOnce() {
        neverWrong(() -> answeredWhileAsking(WaiterInterleavingsTest::seat));
    }

    @Test
    void whoAsksOnTwoThreadsIsAnsweredOnce() {
        neverWrong(() -> askedTwice(WaiterInterleavingsTest::seat));
    }

    @Test
    void whoCancelsIsToldAllOrNothing() {
        neverWrong(() -> cancelledMeanwhile(WaiterInterleavingsTest::seat));
    }

    @Test
    void aTwinInTwoStepsIsCaught() {
        somewhereWrong(() -> answeredWhileAsking(caller -> new TwoSteps(caller)));
        somewhereWrong(() -> askedTwice(caller -> new TwoSteps(caller)));
    }
}
