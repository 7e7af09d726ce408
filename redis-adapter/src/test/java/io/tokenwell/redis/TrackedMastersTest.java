package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A cluster is heard only while every master is. */
class TrackedMastersTest {

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
        ear(master).alive(asOf);
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
        ear("b").alive(40);
        ear("a").alive(30);
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

    private final class Told implements TrackingListener {

        @Override
        public void alive(long asOf) {
            told.add("alive " + asOf);
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
