package io.tokenwell.refresh.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.refresh.VirtualClock;
import io.tokenwell.spi.ExpiringAccount;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class TurnsTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final VirtualClock clock = new VirtualClock(time);

    /** One token ends each minute. */
    private Turns turns(long seed) {
        RefreshRuntime runtime = new RefreshRuntime(clock, time, () -> 0, new Random(seed)::nextDouble, "one");
        List<ExpiringAccount> page = LongStream.rangeClosed(1, 100)
                .mapToObj(id -> new ExpiringAccount(
                        Long.toString(id), "openai", clock.instant().plusSeconds(60 * id), 7))
                .toList();
        return new Turns(page, Duration.ofMinutes(10), runtime);
    }

    private static List<Long> ids(Turns turns) {
        return Stream.generate(turns::next)
                .takeWhile(account -> account != null)
                .map(account -> Long.valueOf(account.accountId()))
                .toList();
    }

    @Test
    void whatEndsSoonComesFirstInOrderThenAllOthersEachOnce() {
        List<Long> ids = ids(turns(1));
        assertThat(ids.subList(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(ids).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void instancesTakeTheOthersInDifferentOrders() {
        List<Long> one = ids(turns(1)).subList(9, 59);
        List<Long> other = ids(turns(2)).subList(9, 59);
        assertThat(one).filteredOn(other::contains).as("met in the first half").hasSizeBetween(15, 40);
    }

    @Test
    void whoeverComesToEndSoonMeanwhileIsNext() {
        Turns turns = turns(1);
        for (int taken = 0; taken < 20; taken++) {
            turns.next();
        }
        time.advanceTimeBy(Duration.ofMinutes(95));
        assertThat(ids(turns)).isSorted();
    }
}
