package io.tokenwell.example.benchmarks.many;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipfTest {

    @Test
    void theSecondIsDrawnHalfAsOftenAsTheFirstAndTheTenthATenth() {
        Zipf zipf = new Zipf(1_000, 1);
        int[] drawn = new int[1_001];
        IntStream.range(0, 200_000).forEach(draw -> drawn[zipf.next()]++);
        assertThat(drawn[0]).isZero();
        assertThat((double) drawn[2] / drawn[1]).isCloseTo(0.5, within(0.05));
        assertThat((double) drawn[10] / drawn[1]).isCloseTo(0.1, within(0.02));
        assertThat(drawn[1_000]).isPositive();
    }
}
