package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.NearCacheContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time passes for entries whether timers run or not: a process may stand still. */
class NearEntriesTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final Duration LONG = Duration.ofHours(1);
    private static final CachedToken TOKEN = NearCacheContract.lasting(1);

    private long now = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();
    private final ManualClock date = new ManualClock();
    private final NearEntries entries = new NearEntries(
            NearCacheSettings.builder()
                    .maximumEntries(10)
                    .maximumStaleness(Duration.ofSeconds(30))
                    .heartbeat(Duration.ofSeconds(1))
                    .build(),
            new Watch(() -> now, date));

    NearEntriesTest() {
        entries.alive(entries.now());
        entries.tracked();
    }

    private void passes(Duration time) {
        now += time.toNanos();
        date.advance(time);
    }

    /** The machine, and with it the clock that only goes forward. */
    private void isSuspendedFor(Duration time) {
        date.advance(time);
    }

    private void setBackBy(Duration time) {
        date.advance(time.negated());
    }

    @Test
    void afterTwoHeartbeatsOfSilenceNothingIsKnown() {
        entries.keep(KEY, TOKEN, LONG, entries.look(KEY));
        passes(Duration.ofMillis(1_999));
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
        passes(Duration.ofMillis(1));
        assertThat(entries.find(KEY)).isNull();
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).as("nothing was announced meanwhile").isEqualTo(TOKEN);
    }

    @Test
    void anEntryLivesFromWhenItWasAskedFor() {
        NearEntries.Look look = entries.look(KEY);
        passes(Duration.ofSeconds(20));
        entries.keep(KEY, TOKEN, LONG, look);
        passes(Duration.ofMillis(9_999));
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
        passes(Duration.ofMillis(1));
        assertThat(entries.find(KEY)).as("30 s are the most").isNull();
    }

    @Test
    void whatLivesShorterInTheStoreDoesSoHere() {
        NearEntries.Look look = entries.look(KEY);
        passes(Duration.ofMillis(400));
        entries.keep(KEY, TOKEN, Duration.ofSeconds(1), look);
        passes(Duration.ofMillis(599));
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
        passes(Duration.ofMillis(1));
        assertThat(entries.find(KEY)).isNull();
    }

    @Test
    void aReadThatBeganBeforeALossIsNotKept() {
        NearEntries.Look look = entries.look(KEY);
        entries.lost();
        entries.tracked();
        entries.keep(KEY, TOKEN, LONG, look);
        assertThat(entries.find(KEY)).isNull();
    }

    @Test
    void anOlderVersionDoesNotReplaceANewerOne() {
        CachedToken newer = NearCacheContract.lasting(2);
        NearEntries.Look look = entries.look(KEY);
        entries.keep(KEY, newer, LONG, look);
        entries.keep(KEY, TOKEN, LONG, look);
        assertThat(entries.find(KEY)).isEqualTo(newer);
    }

    @Test
    void afterASuspensionATokenPastItsExpiryIsNotKnown() {
        entries.keep(KEY, TOKEN, Duration.ofSeconds(10), entries.look(KEY));
        isSuspendedFor(Duration.ofSeconds(10));
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).isNull();
    }

    @Test
    void afterASuspensionAnEntryIsNotOlderThanTheMost() {
        entries.keep(KEY, TOKEN, LONG, entries.look(KEY));
        isSuspendedFor(Duration.ofMillis(29_999));
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
        isSuspendedFor(Duration.ofMillis(1));
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).isNull();
    }

    @Test
    void aSuspensionLongerThanTwoHeartbeatsIsSilence() {
        entries.keep(KEY, TOKEN, LONG, entries.look(KEY));
        Moment asked = entries.now();
        isSuspendedFor(Duration.ofSeconds(2));
        entries.alive(asked);
        assertThat(entries.find(KEY)).as("changed meanwhile, for all we know").isNull();
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
    }

    @Test
    void aDateThatIsSetBackMakesNothingLiveLonger() {
        entries.keep(KEY, TOKEN, LONG, entries.look(KEY));
        setBackBy(Duration.ofHours(1));
        passes(Duration.ofSeconds(2));
        assertThat(entries.find(KEY)).as("silence").isNull();
        passes(Duration.ofMillis(27_999));
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
        passes(Duration.ofMillis(1));
        entries.alive(entries.now());
        assertThat(entries.find(KEY)).as("30 s are the most").isNull();
    }

    @Test
    void aTokenThatEndedLongAgoIsNotKnown() {
        entries.keep(KEY, TOKEN, Duration.ofSeconds(Long.MIN_VALUE), entries.look(KEY));
        assertThat(entries.find(KEY)).isNull();
        entries.keep(KEY, TOKEN, Duration.ofSeconds(Long.MAX_VALUE), entries.look(KEY));
        assertThat(entries.find(KEY)).isEqualTo(TOKEN);
    }

    @Test
    void whatWasReadBeforeAllChangedDoesNotCountAndWhatIsLostStaysLost() {
        NearEntries.Look look = entries.look(KEY);
        entries.keep(KEY, TOKEN, LONG, look);
        entries.outdated();
        assertThat(entries.find(KEY)).isNull();
        entries.keep(KEY, TOKEN, LONG, look);
        assertThat(entries.find(KEY)).isNull();
        assertThat(entries.isTracked()).isTrue();
        entries.lost();
        entries.outdated();
        assertThat(entries.isTracked()).isFalse();
    }
}
