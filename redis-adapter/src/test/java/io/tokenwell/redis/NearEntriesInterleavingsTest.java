package io.tokenwell.redis;

import static io.tokenwell.tck.Interleavings.check;
import static io.tokenwell.tck.Interleavings.neverWrong;
import static io.tokenwell.tck.Interleavings.shared;
import static io.tokenwell.tck.Interleavings.somewhereWrong;
import static io.tokenwell.tck.Interleavings.together;

import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.tck.Interleavings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No read brings back what was announced as replaced, whatever the order. */
@Tag(Interleavings.TAG)
class NearEntriesInterleavingsTest {

    private static final AccountKey KEY = new AccountKey(1);
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final CachedToken OLD = new CachedToken(Secret.of("old"), 1, null);
    private static final CachedToken NEW = new CachedToken(Secret.of("new"), 2, null);

    /** The entries, and their twin. */
    private interface Near {
        /** A read through to Redis. */
        void read(Supplier<CachedToken> redis);

        void announced();

        void lostAndFound();

        @Nullable
        CachedToken find();
    }

    private static Near near() {
        NearEntries entries = new NearEntries(
                NearCacheSettings.defaults(), new Watch(() -> 0, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
        entries.tracked();
        entries.alive(new Moment(0, 0));
        return new Near() {
            @Override
            public void read(Supplier<CachedToken> redis) {
                NearEntries.Look look = entries.look(KEY);
                entries.keep(KEY, redis.get(), LIFE, look);
            }

            @Override
            public void announced() {
                entries.forget(KEY);
            }

            @Override
            public void lostAndFound() {
                entries.lost();
                entries.tracked();
            }

            @Override
            public @Nullable CachedToken find() {
                return entries.find(KEY);
            }
        };
    }

    /** Removes first and marks then: a read that is kept in between stays. */
    private static final class RemovesFirst implements Near {

        private record Entry(CachedToken token, int epoch) {}

        private final ConcurrentMap<AccountKey, Entry> entries = new ConcurrentHashMap<>();
        private final AtomicInteger announcements = new AtomicInteger();
        private volatile int epoch;

        @Override
        public void read(Supplier<CachedToken> redis) {
            int before = announcements.get();
            CachedToken token = redis.get();
            entries.compute(KEY, (key, found) -> announcements.get() == before ? new Entry(token, epoch) : found);
        }

        @Override
        public void announced() {
            entries.remove(KEY);
            announcements.incrementAndGet();
        }

        /** The epoch is asked for when an entry is kept, not when its read began. */
        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
        public void lostAndFound() {
            epoch++;
        }

        @Override
        public @Nullable CachedToken find() {
            Entry found = entries.get(KEY);
            return found != null && found.epoch == epoch ? found.token : null;
        }
    }

    private static void replacedWhileReading(Supplier<Near> made) {
        Near near = shared(made.get());
        AtomicReference<CachedToken> redis = shared(new AtomicReference<>(OLD));
        together(() -> near.read(redis::get), () -> {
            redis.set(NEW);
            near.announced();
        });
        check(!OLD.equals(near.find()), "an old token after its announcement");
    }

    private static void replacedUnheardWhileReading(Supplier<Near> made) {
        Near near = shared(made.get());
        AtomicReference<CachedToken> redis = shared(new AtomicReference<>(OLD));
        together(() -> near.read(redis::get), () -> {
            redis.set(NEW);
            near.lostAndFound();
        });
        check(!OLD.equals(near.find()), "an old token from before a loss");
    }

    private static void readByTwo(Supplier<Near> made) {
        Near near = shared(made.get());
        AtomicReference<CachedToken> redis = shared(new AtomicReference<>(OLD));
        together(() -> near.read(redis::get), () -> near.read(redis::get), () -> {
            redis.set(NEW);
            near.announced();
        });
        check(!OLD.equals(near.find()), "an old token after its announcement");
    }

    @Test
    void aReplacedTokenIsNotKept() {
        neverWrong(() -> replacedWhileReading(NearEntriesInterleavingsTest::near));
    }

    @Test
    void norByTwoReads() {
        neverWrong(() -> readByTwo(NearEntriesInterleavingsTest::near));
    }

    @Test
    void whatWasReadBeforeALossIsNotKept() {
        neverWrong(() -> replacedUnheardWhileReading(NearEntriesInterleavingsTest::near));
    }

    @Test
    void aTwinThatRemovesFirstIsCaught() {
        somewhereWrong(() -> replacedWhileReading(() -> new RemovesFirst()));
        somewhereWrong(() -> replacedUnheardWhileReading(() -> new RemovesFirst()));
    }
}
