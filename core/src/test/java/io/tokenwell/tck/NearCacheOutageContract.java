package io.tokenwell.tck;

import static io.tokenwell.tck.NearCacheContract.lasting;
import static io.tokenwell.tck.Signals.emitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a near cache that hears nothing, hears late, or hears in another order than it reads. */
public interface NearCacheOutageContract extends NearCacheContract {

    /** The way that announcements take to {@link #here()}. */
    Announcements announcements();

    /** After this time at most, silence is noticed: from then on nothing replaced is handed out. */
    Duration bound();

    /** Reads here, with the answer held back until this was done elsewhere and was announced here. */
    CachedToken readWhile(AccountKey key, Runnable changing);

    /** What can befall them. */
    interface Announcements {

        /** Breaks the connection; new ones are refused. */
        void cut();

        /** Lets nothing through any more, connections stay open. */
        void stall();

        /** All is well again: what was held back arrives. */
        void heal();
    }

    @AfterEach
    default void heal() {
        announcements().heal();
    }

    @Test
    default void whileAnnouncementsAreCutNothingIsKnown() {
        AccountKey key = stored(1);
        known(key, 1);
        announcements().cut();
        eventually(() -> assertThat(here().peek(key)).isNull());
        for (int read = 0; read < 5; read++) {
            assertThat(emitted(here().get(key))).isEqualTo(lasting(1));
            assertThat(here().peek(key)).isNull();
        }
    }

    @Test
    default void whatWasReplacedWhileTheyWereCutIsNotKnownWhenTheyAreBack() {
        AccountKey key = stored(1);
        AccountKey other = stored(1);
        known(key, 1);
        announcements().cut();
        eventually(() -> assertThat(here().peek(key)).isNull());
        emitted(elsewhere().put(key, lasting(2), TTL));
        announcements().heal();
        known(other, 1);
        assertThat(here().peek(key)).isNull();
        assertThat(emitted(here().get(key))).isEqualTo(lasting(2));
    }

    @Test
    default void whileTheyAreStalledWhatIsReplacedIsServedNoLongerThanTheBound() {
        AccountKey key = stored(1);
        known(key, 1);
        announcements().stall();
        emitted(elsewhere().put(key, lasting(2), TTL));
        await().pollDelay(bound()).atMost(bound().plusSeconds(5)).until(() -> true);
        assertThat(emitted(here().get(key))).isEqualTo(lasting(2));
        assertThat(here().peek(key)).isNull();
    }

    @Test
    default void whatWasHeldBackDoesNoHarmWhenItArrives() {
        AccountKey key = stored(1);
        known(key, 1);
        announcements().stall();
        emitted(elsewhere().put(key, lasting(2), TTL));
        announcements().heal();
        known(key, 2);
    }

    @Test
    default void aReadOvertakenByAnAnnouncementIsNotKept() {
        AccountKey key = stored(1);
        known(stored(1), 1);
        CachedToken read = readWhile(key, () -> emitted(elsewhere().put(key, lasting(2), TTL)));
        assertThat(read.version()).isBetween(1L, 2L);
        assertThat(here().peek(key)).isIn(null, lasting(2));
        assertThat(emitted(here().get(key))).isEqualTo(lasting(2));
    }

    @Test
    default void whatThisInstanceWritesItReadsThoughNothingIsAnnounced() {
        AccountKey key = stored(1);
        known(key, 1);
        announcements().stall();
        emitted(here().put(key, lasting(2), TTL));
        assertThat(emitted(here().get(key))).isEqualTo(lasting(2));
    }

    @Test
    default void anEntryIsKnownNoLongerThanTheStoreKeepsItThoughItsEndIsNotAnnounced() {
        AccountKey key = stored(1);
        Duration life = bound().dividedBy(3);
        known(key, 1);
        emitted(elsewhere().put(key, lasting(2), life));
        eventually(() -> assertThat(here().get(key).block(TTL)).isEqualTo(lasting(2)));
        announcements().stall();
        await().pollDelay(life).atMost(life.plusSeconds(5)).until(() -> true);
        assertThat(here().peek(key)).isNull();
    }

    @Test
    default void aTokenIsKnownNoLongerThanItLives() {
        AccountKey key = stored(1);
        known(key, 1);
        Instant end = endOfOneThatIsKnown(key);
        await().until(() -> !Instant.now().isBefore(end));
        assertThat(here().peek(key)).isNull();
    }

    /** On a slow machine one may die before it is known, which would prove nothing: then the next. */
    private Instant endOfOneThatIsKnown(AccountKey key) {
        Duration life = bound().dividedBy(3);
        AtomicLong version = new AtomicLong(1);
        AtomicLong end = new AtomicLong();
        await().atMost(announced()).pollInterval(Duration.ofMillis(2)).until(() -> {
            if (System.currentTimeMillis() >= end.get()) {
                end.set(Instant.now().plus(life).toEpochMilli());
                emitted(elsewhere().put(key, dying(version.incrementAndGet(), end.get()), TTL));
            }
            here().get(key).block(TTL);
            CachedToken known = here().peek(key);
            boolean surelyAnnounced = System.currentTimeMillis() > end.get() - life.toMillis() / 2;
            return surelyAnnounced && known != null && known.version() == version.get();
        });
        return Instant.ofEpochMilli(end.get());
    }

    private static CachedToken dying(long version, long end) {
        return new CachedToken(Secret.of("dying"), version, Instant.ofEpochMilli(end));
    }
}
