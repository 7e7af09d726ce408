package io.tokenwell.example.benchmarks.many;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One account, due after 100 ms. */
class HitsTest {

    private static final boolean SQL = true;
    private static final boolean NEW_TOKEN = true;

    private final CallLog log = new CallLog(3);
    private final long zero = System.nanoTime();
    private final long due = log.millis(zero) + 100;

    @Test
    void callsBeforeTheDueMomentAreHits() {
        call(0, 10, 20, !SQL, !NEW_TOKEN);
        call(1, 30, 40, SQL, !NEW_TOKEN);
        call(2, 90, 110, SQL, NEW_TOKEN);

        assertThat(hits()).isEqualTo(new Hits(2, 1));
        assertThat(hits().shareWithoutSql()).isEqualTo(0.5);
    }

    @Test
    void soAreThoseThatBeginOnceSomebodyHasTheNextToken() {
        call(0, 110, 150, SQL, NEW_TOKEN);
        call(1, 140, 160, SQL, NEW_TOKEN);
        call(2, 155, 156, !SQL, NEW_TOKEN);

        assertThat(hits()).isEqualTo(new Hits(1, 0));
    }

    private Hits hits() {
        return Hits.of(log, account -> due, 1);
    }

    private void call(int call, long fromMillis, long toMillis, boolean sql, boolean newToken) {
        log.began(call, 1, zero + Duration.ofMillis(fromMillis).toNanos());
        log.answered(call, zero + Duration.ofMillis(toMillis).toNanos(), sql, new CallLog.Answer(false, newToken));
    }
}
