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
 * Tokens in this process. An entry counts only in its epoch, which is the time between two losses of the announcements,
 * and only for two heartbeats after the last confirmed heartbeat was sent. An entry that was read before the latest
 * announcement about its account is not kept. All times count from the start of a read, as its answer may have been
 * unread for a while, and on both clocks, as a machine may have been suspended or a clock set.
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

    /** The state when a read began. */
    record Look(long epoch, int announcements, Moment at) {}

    /** Creates an empty store. Evicts on the calling thread, so that no thread pool is needed. */
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

    /**
     * Reports whether an entry is valid now. Silence is measured by the clock, not by a timer: a suspended process must
     * not trust its entries.
     */
    private boolean isCurrent(Entry found) {
        Moment now = watch.thisMillisecond();
        return !found.until.isPast(now) && !heardUntil.isPast(now);
    }

    Moment now() {
        return watch.now();
    }

    /** Records that all changes before this moment have been announced. */
    void alive(Moment asOf) {
        heardUntil = asOf.plus(longestSilence);
    }

    Look look(AccountKey key) {
        return new Look(epoch.get(), announcements.get(stripe(key)), watch.now());
    }

    /**
     * Returns the result of a read. Keeps it for as long as Redis keeps it and its token is valid, if the token can be
     * used unchanged.
     */
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

    /** Keeps the result of a read, unless an announcement arrived since it began or a newer version is kept. */
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

    /** Counts an announcement, then removes the entry: a concurrent read finds one of the two. */
    void forget(AccountKey key) {
        announcements.incrementAndGet(stripe(key));
        entries.asMap().remove(key);
    }

    /** Removes the entry before and after a write, as Redis may have executed a write whose answer is lost. */
    <T> Mono<T> forgetting(AccountKey key, Mono<T> write) {
        return write.doFirst(() -> forget(key)).doOnTerminate(() -> forget(key)).doOnCancel(() -> forget(key));
    }

    void tracked() {
        epoch.set(epochs.incrementAndGet());
    }

    /** Ends the epoch at once for all readers; the memory is freed later. */
    void lost() {
        epoch.set(NOT_TRACKED);
    }

    /** Invalidates all entries. If the announcements were lost in the meantime, they stay lost. */
    void outdated() {
        long now = epoch.get();
        if (now != NOT_TRACKED) {
            epoch.compareAndSet(now, epochs.incrementAndGet());
        }
    }

    void clear() {
        entries.invalidateAll();
    }

    /** Reports whether it is useful to read the time to live of an entry. */
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
