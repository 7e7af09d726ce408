package io.tokenwell.example.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.benchmarks.report.Figure;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    @Test
    void aPercentileIsADurationThatWasMeasured() {
        long[] nanos = LongStream.rangeClosed(1, 100)
                .map(milli -> (101 - milli) * 1_000_000)
                .toArray();
        Percentiles percentiles = Percentiles.of(nanos);
        assertThat(percentiles.millis(0.5)).isEqualTo(50);
        assertThat(percentiles.millis(0.99)).isEqualTo(99);
        assertThat(percentiles.longest()).isEqualTo(100);
        assertThat(nanos[0]).isEqualTo(100_000_000);
    }

    @Test
    void whatNeverCameIsLongerThanAllElse() {
        Percentiles percentiles = Percentiles.of(new long[] {Percentiles.NEVER, 1_000_000});
        assertThat(percentiles.millis(0.5)).isEqualTo(1);
        assertThat(percentiles.longest()).isInfinite();
        assertThat(Percentiles.of(new long[0]).longest()).isNaN();
    }

    @Test
    void aFigureCollectsItsRunsAndIsLeftOutIfOneOfThemHasNone() {
        FigureBook book = new FigureBook();
        book.page("30 ms", Contestant.ORIGINAL).add("delay", "ms", 2.0).add("redemptions", "times", 1);
        book.page("30 ms", Contestant.ORIGINAL)
                .add("delay", "ms", Double.POSITIVE_INFINITY)
                .add("redemptions", "times", 2);
        assertThat(book.figures())
                .containsExactly(new Figure("30 ms", "original", "redemptions", "times", List.of(1.0, 2.0)));
    }

    @Test
    void commandsOfConnectionsAreNotCounted() {
        String stats = """
                # Commandstats\r
                cmdstat_get:calls=21,usec=175,usec_per_call=8.33,rejected_calls=0,failed_calls=0\r
                cmdstat_client|setinfo:calls=8,usec=9,usec_per_call=1.13,rejected_calls=0,failed_calls=0\r
                cmdstat_info:calls=5,usec=200,usec_per_call=40.00,rejected_calls=0,failed_calls=0\r
                cmdstat_evalsha:calls=2,usec=50,usec_per_call=25.00,rejected_calls=0,failed_calls=0\r
                """;
        assertThat(RedisCounts.total(stats)).isEqualTo(23);
    }

    @Test
    void contestantsAreCalledAsTheyArePrinted() {
        assertThat(Contestant.values())
                .allSatisfy(contestant ->
                        assertThat(Contestant.of(contestant.toString())).isEqualTo(contestant));
    }
}
