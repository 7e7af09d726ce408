package io.tokenwell.refresh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Says a trouble of a store once: at WARN when it begins, at INFO when it is over, at DEBUG in between. */
final class TroubleLog {

    /** Beyond it nothing is remembered and nothing said: memory must not grow with broken rows. */
    private static final int MOST_SUBJECTS = 10_000;

    private final Logger log;
    private final String trouble;
    private final AtomicBoolean lasting = new AtomicBoolean();
    private final Set<Object> subjects = ConcurrentHashMap.newKeySet();

    TroubleLog(Logger log, String trouble) {
        this.log = log;
        this.trouble = trouble;
    }

    void failed(Object subject, Throwable failure) {
        if (lasting.compareAndSet(false, true)) {
            log.warn("{}; said once while it lasts: {} error={}", trouble, subject, failure.toString());
        } else {
            log.debug("{}: {} error={}", trouble, subject, failure.toString());
        }
    }

    void over() {
        if (lasting.get() && lasting.compareAndSet(true, false)) {
            log.info("Over: {}", trouble);
        }
    }

    /** For a trouble of single accounts: once for each. */
    void found(Object subject) {
        if (subjects.size() < MOST_SUBJECTS && subjects.add(subject)) {
            log.warn("{}: {}", trouble, subject);
        }
    }
}
