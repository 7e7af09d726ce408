package io.tokenwell.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);
    private final Seldom seldom = new Seldom(time::get);

    private void advance(Duration by) {
        time.addAndGet(by.toNanos());
    }

    @Test
    void eachIsSaidOnceAMinuteWithTheNumberOfThoseLeftOut() {
        assertThat(seldom.due("one")).hasValue(0);
        for (int more = 0; more < 999; more++) {
            assertThat(seldom.due("one")).isEmpty();
            advance(Duration.ofMillis(60));
        }
        assertThat(seldom.due("other")).as("has its own turn").hasValue(0);
        assertThat(seldom.due("one")).as("59.94 s later").isEmpty();
        advance(Duration.ofMillis(60));
        assertThat(seldom.due("one")).hasValue(1_000);
        advance(Duration.ofMinutes(1));
        assertThat(seldom.due("one")).as("counted anew").hasValue(0);
    }

    /** A client may send as many ids as it likes. */
    @Test
    void manyNamesCostNeitherMemoryNorALineEach() {
        long said = said(20_000, "a");
        assertThat(said).isLessThanOrEqualTo(1_001);
        assertThat(seldom.size()).isLessThanOrEqualTo(1_001);
        advance(Duration.ofMinutes(1));
        assertThat(seldom.due("somebody")).as("there is room again").hasValue(0);
        assertThat(seldom.size()).isLessThanOrEqualTo(2);
        assertThat(seldom.due("somebody")).isEmpty();
    }

    @Test
    void thoseThatThereIsNoRoomForAreCountedTogether() {
        assertThat(said(1_000, "kept")).isEqualTo(1_000);
        assertThat(seldom.due("x")).hasValue(0);
        assertThat(seldom.due("y")).isEmpty();
        advance(Duration.ofSeconds(59));
        assertThat(seldom.due("z")).isEmpty();
    }

    /** Who looks for room must not cost others what is still to be said of them. */
    @Test
    void ofThoseThatStillFailNoCountIsLostToOneThatThereIsNoRoomFor() {
        said(1_500, "kept");
        for (int more = 0; more < 5; more++) {
            advance(Duration.ofSeconds(10));
            assertThat(said(1_500, "kept")).isZero();
        }
        advance(Duration.ofSeconds(10));
        assertThat(seldom.due("newcomer")).as("one of those without room").hasValue(499 + 5 * 500);
        for (int name = 0; name < 1_000; name++) {
            assertThat(seldom.due("kept" + name)).hasValue(5);
        }
    }

    private long said(int names, String prefix) {
        long said = 0;
        for (int name = 0; name < names; name++) {
            OptionalLong due = seldom.due(prefix + name);
            said += due.isPresent() ? 1 : 0;
        }
        return said;
    }

    @Test
    void theWordsTellHowMany() {
        assertThat(Seldom.words(0)).isEqualTo(" (logged once a minute)");
        assertThat(Seldom.words(7)).isEqualTo(" (logged once a minute, 7 not logged since)");
    }
}
