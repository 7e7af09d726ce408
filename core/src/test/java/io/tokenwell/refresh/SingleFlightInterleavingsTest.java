package io.tokenwell.refresh;

import static io.tokenwell.tck.Interleavings.check;
import static io.tokenwell.tck.Interleavings.neverWrong;
import static io.tokenwell.tck.Interleavings.shared;
import static io.tokenwell.tck.Interleavings.somewhereWrong;
import static io.tokenwell.tck.Interleavings.together;

import io.tokenwell.tck.Interleavings;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Work that is shared: {@link SingleFlight} and its {@link Flight}s. */
@Tag(Interleavings.TAG)
class SingleFlightInterleavingsTest {

    private static final String KEY = "key";

    /** Calls that come while the work ends, and their twin. */
    private interface Ride {
        void join(CoreSubscriber<String> caller);

        void end(String value);
    }

    private static Ride ride(CoreSubscriber<String> first) {
        ConcurrentMap<String, Flight<String>> flights = new ConcurrentHashMap<>();
        Flight<String> flight = new Flight<>(flights, KEY, first);
        flights.put(KEY, flight);
        first.onSubscribe(flight);
        return new Ride() {
            @Override
            public void join(CoreSubscriber<String> caller) {
                flight.join(caller);
            }

            @Override
            public void end(String value) {
                flight.onNext(value);
                flight.onComplete();
            }
        };
    }

    /** Boards in two steps: who boards in between, and who boards after the end, is forgotten. */
    private static final class Forgetful implements Ride {

        private static final Waiter<String> ENDED = new Waiter<>(null);

        private final Waiter<String> own;
        private volatile @Nullable Waiter<String> last;

        Forgetful(CoreSubscriber<String> first) {
            own = new Waiter<>(first);
            first.onSubscribe(own);
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public void join(CoreSubscriber<String> caller) {
            Waiter<String> passenger = new Waiter<>(caller);
            caller.onSubscribe(passenger);
            Waiter<String> before = last;
            if (before == ENDED) {
                passenger.answer("value", null);
                return;
            }
            passenger.earlier = before;
            last = passenger;
        }

        @Override
        public void end(String value) {
            Waiter<String> others = last;
            last = ENDED;
            own.answer(value, null);
            for (Waiter<String> next = others; next != null; next = next.earlier) {
                next.answer(value, null);
            }
        }
    }

    private static void joinedWhileEnding(Function<CoreSubscriber<String>, Ride> rides) {
        Ear<String> first = shared(new Ear<>());
        Ear<String> second = shared(new Ear<>());
        Ear<String> third = shared(new Ear<>());
        Ride ride = shared(rides.apply(first));
        together(() -> ride.end("value"), () -> ride.join(second), () -> ride.join(third));
        first.checkToldOnce();
        second.checkToldOnce();
        third.checkToldOnce();
    }

    /** One that shares work by its key. */
    private interface Sharing {
        void join(Supplier<Mono<String>> work, CoreSubscriber<String> caller);
    }

    private static Sharing sharing() {
        SingleFlight<String, String> inFlight = shared(new SingleFlight<>());
        return (work, caller) -> inFlight.join(KEY, work, caller);
    }

    /** Looks and takes the key in two steps. */
    private static Sharing sharingInTwoSteps() {
        ConcurrentMap<String, Flight<String>> flights = shared(new ConcurrentHashMap<>());
        return (work, caller) -> {
            Flight<String> running = flights.get(KEY);
            if (running != null) {
                running.join(caller);
                return;
            }
            Flight<String> mine = new Flight<>(flights, KEY, caller);
            caller.onSubscribe(mine);
            flights.put(KEY, mine);
            mine.start(work);
        };
    }

    private static void joinedByTwo(Supplier<Sharing> sharings) {
        Sharing sharing = sharings.get();
        AtomicInteger running = shared(new AtomicInteger());
        Supplier<Mono<String>> work = () -> Mono.fromSupplier(() -> {
            check(running.incrementAndGet() == 1, "the same work twice at a time");
            running.decrementAndGet();
            return "value";
        });
        Ear<String> one = shared(new Ear<>());
        Ear<String> other = shared(new Ear<>());
        together(() -> sharing.join(work, one), () -> sharing.join(work, other));
        one.checkToldOnce();
        other.checkToldOnce();
    }

    @Test
    void whoJoinsWhileTheWorkEndsIsToldOnce() {
        neverWrong(() -> joinedWhileEnding(SingleFlightInterleavingsTest::ride));
    }

    @Test
    void aForgetfulTwinIsCaught() {
        somewhereWrong(() -> joinedWhileEnding(caller -> new Forgetful(caller)));
    }

    @Test
    void workOfOneKeyRunsOnceAtATime() {
        neverWrong(() -> joinedByTwo(SingleFlightInterleavingsTest::sharing));
    }

    @Test
    void aTwinThatTakesTheKeyInTwoStepsIsCaught() {
        somewhereWrong(() -> joinedByTwo(SingleFlightInterleavingsTest::sharingInTwoSteps));
    }
}
