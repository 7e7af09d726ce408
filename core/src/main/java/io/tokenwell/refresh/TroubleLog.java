package io.tokenwell.refresh;

import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Says a trouble of a store at WARN once a minute while it lasts, and at DEBUG in between. */
final class TroubleLog {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    /** Beyond it nothing is remembered and nothing said: memory must not grow with broken rows. */
    private static final int MOST_SUBJECTS = 10_000;

    private final Logger log;
    private final String trouble;
    private final LongSupplier nanoTime;
    private final AtomicLong quietUntil;
    private final Set<Object> subjects = ConcurrentHashMap.newKeySet();

    TroubleLog(Logger log, String trouble, RefreshRuntime runtime) {
        this.log = log;
        this.trouble = trouble;
        this.nanoTime = runtime.nanoTime();
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    void failed(Object subject, Throwable failure) {
        if (aloud()) {
            log.warn("{} (said once a minute): {} error={}", trouble, named(subject), failure.toString());
        } else {
            log.debug("{}: {} error={}", trouble, named(subject), failure.toString());
        }
    }

    /** For a trouble without an error. */
    void happened(Object subject) {
        if (aloud()) {
            log.warn("{} (said once a minute): {}", trouble, named(subject));
        } else {
            log.debug("{}: {}", trouble, named(subject));
        }
    }

    private boolean aloud() {
        long now = nanoTime.getAsLong();
        long quiet = quietUntil.get();
        return now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + PAUSE);
    }

    /** For a trouble of single accounts: once for each. */
    void found(Object subject) {
        if (subjects.size() < MOST_SUBJECTS && subjects.add(subject)) {
            log.warn("{}: {}", trouble, named(subject));
        }
    }

    /** Accounts are named alike in all lines, so that one can be searched for. */
    private static Object named(Object subject) {
        return subject instanceof AccountKey key ? "account_id=" + key.accountId() : subject;
    }
}
