package io.tokenwell.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tokens in this process. An entry counts only in the epoch it was made in, an epoch being the time between two losses of the
 * announcements, and for two heartbeats after the last sign of life was asked for; and nothing is kept that was read before
 * the latest announcement about its account. All times count from when a read began: its answer may have lain unread; and by
 * time passed as well as by date: a machine may have been suspended, a clock set.
 */
class NearEntries {

    private static final long NOT_TRACKED = 0;
    private static final int STRIPES = 1 << 10;

    private final Cache<AccountKey, Entry> entries;
    private final AtomicIntegerArray announcements = new AtomicIntegerArray(STRIPES);
    private final AtomicLong epochs = new AtomicLong(NOT_TRACKED);
    private final Watch watch;
    private final int maximum;
    private final Duration longestLife;
    private final Duration longestSilence;
    private final AtomicLong epoch = new AtomicLong(NOT_TRACKED);
    private volatile Moment heardUntil;

    private record Entry(CachedToken token, long epoch, Moment until) {}

    /** How things stood when a read began. */
    record Look(long epoch, int announcements, Moment at) {}

    /** Evicts on the calling thread: a pool of threads for that would be one more to watch. */
    NearEntries(NearCacheSettings settings, Watch watch) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(settings.maximumEntries())
                .executor(Runnable::run)
                .build();
        this.maximum = settings.maximumEntries();
        this.watch = watch;
        this.longestLife = settings.maximumStaleness();
        this.longestSilence = settings.heartbeat().multipliedBy(2);
        this.heardUntil = watch.now();
    }

    @Nullable
    CachedToken find(AccountKey key) {
        Entry found = entries.getIfPresent(key);
        return found != null && found.epoch == epoch.get() && isCurrent(found) ? found.token : null;
    }

    /** Silence counts by the clock, not by a timer: a process that stood still must not trust what it knew. */
    private boolean isCurrent(Entry found) {
        Moment now = watch.thisMillisecond();
        return !found.until.isPast(now) && !heardUntil.isPast(now);
    }

    Moment now() {
        return watch.now();
    }

    /** All that was changed before has been announced. */
    void alive(Moment asOf) {
        heardUntil = asOf.plus(longestSilence);
    }

    Look look(AccountKey key) {
        return new Look(epoch.get(), announcements.get(stripe(key)), watch.now());
    }

    /** What a read has found, to be handed out; kept for as long as Redis keeps it and it lives, if it is fit to be handed out as it is. */
    @SuppressWarnings("ReferenceEquality") // the very same entry comes back when there was nothing to strip
    CachedToken read(AccountKey key, CachedToken token, Duration life, Look look) {
        if (token.stripped().orElse(null) == token) {
            keep(key, token, shorter(life, lifeOf(token, look.at())), look);
        }
        return token;
    }

    private static Duration lifeOf(CachedToken token, Moment asked) {
        return token.expiresAt() == null
                ? Duration.ofDays(1)
                : Duration.between(Instant.ofEpochMilli(asked.millis()), token.expiresAt());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Keeps what was read, unless something was announced since the look, or a newer version is there. */
    void keep(AccountKey key, CachedToken token, Duration life, Look look) {
        if (look.epoch == NOT_TRACKED) {
            return;
        }
        Entry read = new Entry(token, look.epoch, look.at.plus(longestLife).earlier(look.at.plus(life)));
        entries.asMap().compute(key, (same, found) -> isUnheard(key, look) && !isNewer(found, read) ? read : found);
    }

    private boolean isUnheard(AccountKey key, Look look) {
        return look.epoch == epoch.get() && look.announcements == announcements.get(stripe(key));
    }

    private static boolean isNewer(@Nullable Entry found, Entry read) {
        return found != null && found.epoch == read.epoch && found.token.version() > read.token.version();
    }

    /** First the mark, then the removal: a read that is about to be kept meets the one or the other. */
    void forget(AccountKey key) {
        announcements.incrementAndGet(stripe(key));
        entries.asMap().remove(key);
    }

    /** Forgets before the write and after it: Redis may have taken one whose answer never comes. */
    <T> Mono<T> forgetting(AccountKey key, Mono<T> write) {
        return write.doFirst(() -> forget(key)).doOnTerminate(() -> forget(key)).doOnCancel(() -> forget(key));
    }

    void tracked() {
        epoch.set(epochs.incrementAndGet());
    }

    /** At once for those who look; the memory follows. */
    void lost() {
        epoch.set(NOT_TRACKED);
    }

    /** Nothing that was read counts any more; what was lost meanwhile stays lost. */
    void outdated() {
        long now = epoch.get();
        if (now != NOT_TRACKED) {
            epoch.compareAndSet(now, epochs.incrementAndGet());
        }
    }

    void clear() {
        entries.invalidateAll();
    }

    /** Whether it is any use to ask for an entry's life. */
    boolean mayKeep() {
        return maximum > 0 && isTracked();
    }

    boolean isTracked() {
        return epoch.get() != NOT_TRACKED;
    }

    long size() {
        return entries.estimatedSize();
    }

    private static int stripe(AccountKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
