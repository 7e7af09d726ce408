package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A cluster is heard only while every master is. */
class TrackedMastersTest {

    private static final long LIMIT = 10;

    private final List<String> told = new ArrayList<>();
    private final Map<String, TrackingListener> ears = new HashMap<>();
    private final Map<String, Disposable> nodes = new HashMap<>();
    private final TrackedMasters masters = new TrackedMasters(new Told(), this::opened);

    private Disposable opened(String master, TrackingListener ear) {
        Disposable node = Disposables.single();
        ears.put(master, ear);
        nodes.put(master, node);
        return node;
    }

    private TrackingListener ear(String master) {
        return Objects.requireNonNull(ears.get(master));
    }

    private void heard(String master, long asOf) {
        ear(master).alive(new Moment(asOf, asOf));
        ear(master).tracked();
    }

    @Test
    void itIsWholeWhenTheLastMasterIsHeardAndNotAfterOneIsLost() {
        masters.are(Set.of("a", "b"));
        heard("a", 10);
        assertThat(told).isEmpty();
        heard("b", 20);
        assertThat(told).containsExactly("alive 10", "tracked");
        told.clear();
        ear("a").lost();
        assertThat(told).containsExactly("lost");
    }

    @Test
    void itsSignOfLifeIsThatOfTheMasterHeardLongestAgo() {
        masters.are(Set.of("a", "b"));
        heard("a", 10);
        heard("b", 20);
        told.clear();
        ear("b").alive(new Moment(40, 40));
        ear("a").alive(new Moment(30, 30));
        assertThat(told).containsExactly("alive 10", "alive 30");
    }

    @Test
    void aNewMasterMustBeHeardFirst() {
        masters.are(Set.of("a"));
        heard("a", 10);
        told.clear();
        masters.are(Set.of("a", "b"));
        assertThat(told).containsExactly("lost");
        heard("b", 20);
        assertThat(told).endsWith("tracked");
    }

    @Test
    void aMasterThatIsNoneAnyMoreIsLeft() {
        masters.are(Set.of("a", "b"));
        heard("a", 10);
        masters.are(Set.of("a"));
        assertThat(nodes.get("b")).isNotNull().matches(Disposable::isDisposed);
        assertThat(told).endsWith("tracked");
        told.clear();
        ear("b").lost();
        assertThat(told).isEmpty();
    }

    @Test
    void theSameMastersAgainChangeNothing() {
        masters.are(Set.of("a"));
        heard("a", 10);
        told.clear();
        masters.are(Set.of("a"));
        masters.are(Set.of());
        assertThat(told).isEmpty();
    }

    @Test
    void whenDisposedItLeavesAllAndOpensNoMore() {
        masters.are(Set.of("a"));
        heard("a", 10);
        masters.dispose();
        assertThat(nodes.get("a")).isNotNull().matches(Disposable::isDisposed);
        assertThat(told).endsWith("lost");
        masters.are(Set.of("b"));
        assertThat(nodes).doesNotContainKey("b");
    }

    /** Two clusters in one process, as the threads of each told the other's: with monitors neither came on. */
    @Test
    void aForeignCallThatDoesNotComeBackHoldsNobodyElseUp() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TrackedMasters slow = new TrackedMasters(new Told(), (master, ear) -> {
            ears.put(master, ear);
            opening.countDown();
            awaited(release);
            return opened(master, ear);
        });
        CompletableFuture<Void> stuck = CompletableFuture.runAsync(() -> slow.are(Set.of("a")), OwnThread.EACH);
        awaited(opening);
        CompletableFuture.runAsync(
                        () -> {
                            ear("a").alive(new Moment(1, 1));
                            ear("a").lost();
                            slow.are(Set.of("b"));
                            slow.dispose();
                        },
                        OwnThread.EACH)
                .get(LIMIT, TimeUnit.SECONDS);
        assertThat(slow.isDisposed()).isTrue();
        release.countDown();
        stuck.get(LIMIT, TimeUnit.SECONDS);
        assertThat(nodes).containsOnlyKeys("a");
        assertThat(nodes.get("a")).isNotNull().matches(Disposable::isDisposed);
    }

    @Test
    void whatFailsIsSaidInOneLine() {
        try (HeardLines heard = new HeardLines()) {
            new TrackedMasters(new Told(), (master, ear) -> {
                        throw new IllegalStateException("broken\r\nforged");
                    })
                    .are(Set.of("a"));
            assertThat(heard.texts(Level.WARN))
                    .containsExactly("Change of the Redis masters not handled, going on with the next one: "
                            + "error=java.lang.IllegalStateException: broken forged");
            assertThat(heard.texts()).noneMatch(text -> text.contains("broken\r"));
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private final class Told implements TrackingListener {

        @Override
        public Moment now() {
            return new Moment(0, 0);
        }

        @Override
        public void alive(Moment asOf) {
            told.add("alive " + asOf.nanos());
        }

        @Override
        public void tracked() {
            told.add("tracked");
        }

        @Override
        public void lost() {
            told.add("lost");
        }

        @Override
        public void changed(String redisKey) {
            told.add(redisKey);
        }

        @Override
        public void allChanged() {
            told.add("all");
        }
    }
}
