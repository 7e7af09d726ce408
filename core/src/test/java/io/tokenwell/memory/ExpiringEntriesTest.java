package io.tokenwell.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.tck.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiringEntriesTest {

    private static final Duration TTL = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final ExpiringEntries<String> entries = new ExpiringEntries<>(clock);

    @Test
    void anExpiredEntryGoesWhenItIsMet() {
        put(1);
        clock.advance(TTL);
        assertThat(entries.find(new AccountKey(1))).isEmpty();
        assertThat(entries.size()).isZero();
    }

    @Test
    void accountsThatAreNeverAskedForAgainDoNotPileUp() {
        for (int account = 0; account < 10_000; account++) {
            put(account);
            clock.advance(TTL.dividedBy(100));
        }
        assertThat(entries.size()).isLessThan(1_000);
    }

    @Test
    void aSweepKeepsWhatIsAlive() {
        for (int account = 0; account < 10_000; account++) {
            put(account);
        }
        assertThat(entries.size()).isEqualTo(10_000);
    }

    private void put(long account) {
        entries.putIf(new AccountKey(account), "value", TTL, found -> true);
    }
}
