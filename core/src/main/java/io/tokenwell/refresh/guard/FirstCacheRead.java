package io.tokenwell.refresh.guard;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * The first read of the cache, then whatever follows a miss. One operator in place of seven, as nearly every call ends
 * here. For one subscriber, which never cancels: the shared work.
 */
public final class FirstCacheRead extends Mono<String> implements CoreSubscriber<CachedToken>, Subscription {

    private static final AtomicIntegerFieldUpdater<FirstCacheRead> STATE =
            AtomicIntegerFieldUpdater.newUpdater(FirstCacheRead.class, "state");
    private static final int NOT_BEGUN = 0;
    private static final int LOOKING = 1;
    private static final int OVER = 2;

    private final GuardedCache cache;
    private final CacheReadDeadlines deadlines;
    private final AccountKey key;
    private final AfterMiss afterMiss;
    private int startedAt;
    private volatile int state;
    private volatile @Nullable Subscription read;
    private @Nullable CoreSubscriber<? super String> caller;

    /** What follows a miss; {@code unanswered} tells that the read cost a timeout. */
    public interface AfterMiss {
        Mono<String> afterMiss(boolean unanswered);
    }

    public FirstCacheRead(GuardedCache cache, CacheReadDeadlines deadlines, AccountKey key, AfterMiss afterMiss) {
        this.cache = cache;
        this.deadlines = deadlines;
        this.key = key;
        this.afterMiss = afterMiss;
    }

    @Override
    public void subscribe(CoreSubscriber<? super String> work) {
        caller = work;
        startedAt = deadlines.begun();
        work.onSubscribe(this);
        state = LOOKING;
        cache.asked(key).subscribe(this);
    }

    /** Gives the read up if it has taken too long. Reports whether it is still under way, or about to be. */
    public boolean lookingAt(int tick) {
        int now = state;
        if (now == OVER) {
            return false;
        }
        if (now == NOT_BEGUN || tick - startedAt <= CacheReadDeadlines.TICKS) {
            return true;
        }
        onError(new TimeoutException("no answer within the cache timeout"));
        Subscription running = read;
        if (running != null) {
            running.cancel();
        }
        return false;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        read = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(CachedToken entry) {
        String token = cache.usable(entry);
        CoreSubscriber<? super String> work = caller;
        if (token != null && work != null && STATE.compareAndSet(this, LOOKING, OVER)) {
            cache.hit(key);
            work.onNext(token);
            work.onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (STATE.compareAndSet(this, LOOKING, OVER)) {
            cache.unreadable(key, failure);
            missed(deadlines.late(startedAt));
        }
    }

    @Override
    public void onComplete() {
        if (STATE.compareAndSet(this, LOOKING, OVER)) {
            missed(false);
        }
    }

    private void missed(boolean unanswered) {
        CoreSubscriber<? super String> work = caller;
        if (work != null) {
            afterMiss.afterMiss(unanswered).subscribe(work::onNext, work::onError, work::onComplete);
        }
    }

    @Override
    public void request(long unbounded) {
        // The work always requests without a bound.
    }

    @Override
    public void cancel() {
        // The work never cancels.
    }
}
