package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Names of attempts: no two alike, and the same again where chance is the same. */
class OwnersTest {

    @Test
    void theSameChanceGivesTheSameNames() {
        List<String> names = names(new Random(7)::nextDouble);
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names(new Random(7)::nextDouble)).isEqualTo(names);
        assertThat(names(new Random(8)::nextDouble)).doesNotContainAnyElementsOf(names);
    }

    @Test
    void aChanceThatRepeatsItselfMakesNoTwoAttemptsOfAProcessAlike() {
        assertThat(names(DoubleStream.iterate(0, last -> (last + 0.25) % 1).iterator()::nextDouble))
                .doesNotHaveDuplicates();
    }

    @Test
    void processesOfOneNameWhoseChanceIsNoneAreKeptApart() {
        assertThat(Stream.concat(names(() -> 0.5).stream(), names(() -> 0.5).stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theyTellWhoseTheyAre() {
        String owner =
                runtime("zone/gateway", ThreadLocalRandom.current()::nextDouble).newOwner();
        assertThat(RefreshRuntime.instanceOf(owner)).isEqualTo("zone/gateway");
    }

    private static List<String> names(DoubleSupplier chance) {
        return Stream.generate(runtime("gateway", chance)::newOwner).limit(100).toList();
    }

    private static RefreshRuntime runtime(String instance, DoubleSupplier chance) {
        return new RefreshRuntime(Clock.systemUTC(), Schedulers.parallel(), System::nanoTime, chance, instance);
    }
}
