package io.tokenwell.example.benchmarks.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.servers.Redemption;
import io.tokenwell.example.servers.Redemption.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiriesTest {

    private final CallLog log = new CallLog(4);
    private final long zero = System.nanoTime();
    private final long zeroMillis = log.millis(zero);

    @Test
    void whoeverIsAskedForAfterTheDueMomentIsExpectedOnce() {
        call(0, 1, 50, 60);
        call(1, 1, 601, 610);
        call(2, 1, 650, 660);
        call(3, 2, 150, 160);
        assertThat(Expiries.of(log, this::due, List.of(redeemed(1)))).isEqualTo(new Expiries(1, 1, 0, 0, 0));
    }

    @Test
    void ofACallUnderWayAtTheDueMomentEitherIsRight() {
        call(0, 1, 90, 110);
        call(1, 2, 700, 710);
        call(2, 3, 10, 20);
        call(3, 4, 10, 20);
        assertThat(Expiries.of(log, this::due, List.of(redeemed(1)))).isEqualTo(new Expiries(1, 1, 0, 0, 0));
    }

    @Test
    void twiceOrTooEarlyOrNotAtAllIsSaid() {
        call(0, 1, 650, 660);
        call(1, 2, 750, 760);
        call(2, 3, 250, 260);
        call(3, 4, 10, 20);
        assertThat(Expiries.of(log, this::due, List.of(redeemed(1), redeemed(1), redeemed(3))))
                .isEqualTo(new Expiries(2, 3, 1, 1, 1));
    }

    /** The n-th account comes due after n times 100 ms. */
    private long due(int account) {
        return zeroMillis + account * 100L;
    }

    private void call(int call, int account, long fromMillis, long toMillis) {
        log.began(call, account, zero + Duration.ofMillis(fromMillis).toNanos());
        log.answered(call, zero + Duration.ofMillis(toMillis).toNanos(), false, new CallLog.Answer(false, false));
    }

    private static Redemption redeemed(long account) {
        return new Redemption(account, Instant.EPOCH, 1, Outcome.ROTATED);
    }
}
