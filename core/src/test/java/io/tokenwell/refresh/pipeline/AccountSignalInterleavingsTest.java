package io.tokenwell.refresh.pipeline;

import static io.tokenwell.tck.Interleavings.check;
import static io.tokenwell.tck.Interleavings.neverWrong;
import static io.tokenwell.tck.Interleavings.shared;
import static io.tokenwell.tck.Interleavings.somewhereWrong;
import static io.tokenwell.tck.Interleavings.together;

import io.tokenwell.refresh.Ear;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.tck.Interleavings;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that is announced is missed: neither between a look and a wait, nor while others come and go. */
@Tag(Interleavings.TAG)
class AccountSignalInterleavingsTest {

    private static final AccountKey KEY = new AccountKey(1);

    private static void listensThenLooks(AccountSignal signal, Runnable look) {
        signal.listen();
        look.run();
    }

    private static void looksThenListens(AccountSignal signal, Runnable look) {
        look.run();
        signal.listen();
    }

    /** How a waiting call orders its steps. */
    private interface Order {
        void before(AccountSignal signal, Runnable look);
    }

    private static void announcedWhileLooking(Order order) {
        AccountSignal signal = shared(new AccountSignal(KEY));
        AtomicBoolean stored = shared(new AtomicBoolean());
        AtomicBoolean seen = shared(new AtomicBoolean());
        Ear<Void> wait = shared(new Ear<>());
        together(
                () -> {
                    order.before(signal, () -> seen.set(stored.get()));
                    signal.token().subscribe(wait);
                },
                () -> {
                    stored.set(true);
                    signal.changed(AccountChange.Kind.TOKEN);
                });
        check(seen.get() || wait.ends() == 1, "neither seen nor heard");
    }

    /** Who listens in a process, and its twin. */
    private interface Listeners {
        AccountSignal listening();

        void left(AccountSignal signal);

        Consumer<AccountChange> announcing();
    }

    private static Listeners listeners() {
        AccountSignals signals = new AccountSignals();
        return new Listeners() {
            @Override
            public AccountSignal listening() {
                return signals.listening(KEY);
            }

            @Override
            public void left(AccountSignal signal) {
                signals.left(signal);
            }

            @Override
            public Consumer<AccountChange> announcing() {
                return signals::changed;
            }
        };
    }

    /** Reads and writes the list in two steps: who comes while another leaves is forgotten. */
    private static final class TwoSteps implements Listeners {

        private final ConcurrentMap<AccountKey, List<AccountSignal>> listening = new ConcurrentHashMap<>();

        @Override
        public AccountSignal listening() {
            AccountSignal signal = new AccountSignal(KEY);
            listening.put(KEY, Stream.concat(all().stream(), Stream.of(signal)).toList());
            return signal;
        }

        @Override
        public void left(AccountSignal signal) {
            listening.put(
                    KEY, all().stream().filter(each -> !each.equals(signal)).toList());
        }

        @Override
        public Consumer<AccountChange> announcing() {
            return change -> all().forEach(signal -> signal.changed(change.kind()));
        }

        private List<AccountSignal> all() {
            return listening.getOrDefault(KEY, List.of());
        }
    }

    private static void comesWhileAnotherLeaves(Supplier<Listeners> made) {
        Listeners listeners = shared(made.get());
        AccountSignal leaving = listeners.listening();
        AtomicReference<AccountSignal> coming = shared(new AtomicReference<>());
        together(() -> listeners.left(leaving), () -> coming.set(listeners.listening()));
        listeners.announcing().accept(new AccountChange(KEY, AccountChange.Kind.TOKEN));
        Ear<Void> wait = new Ear<>();
        Objects.requireNonNull(coming.get()).token().subscribe(wait);
        check(wait.ends() == 1, "forgotten");
    }

    @Test
    void whatIsAnnouncedWhileACallLooksEndsItsWait() {
        neverWrong(() -> announcedWhileLooking(AccountSignalInterleavingsTest::listensThenLooks));
    }

    @Test
    void aTwinThatLooksFirstIsCaught() {
        somewhereWrong(() -> announcedWhileLooking(AccountSignalInterleavingsTest::looksThenListens));
    }

    @Test
    void whoComesWhileAnotherLeavesIsTold() {
        neverWrong(() -> comesWhileAnotherLeaves(AccountSignalInterleavingsTest::listeners));
    }

    @Test
    void aTwinWithListsInTwoStepsIsCaught() {
        somewhereWrong(() -> comesWhileAnotherLeaves(() -> new TwoSteps()));
    }
}
