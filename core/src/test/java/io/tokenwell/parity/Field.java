package io.tokenwell.parity;

import java.util.EnumSet;
import java.util.Set;

/** What is compared; each of the ten counters by itself, so that an excuse has to name which of them it moves. */
enum Field {
    RESULT,
    /** The caller got an error, as expected, but with other words. */
    MESSAGE,
    WRITES,
    /** Only {@code _token_version} of the written credentials. */
    VERSION,
    CALLS,
    CACHE,
    REQUESTS,
    SUCCESSES,
    FAILURES,
    LOCK_FAILURES,
    CONTENTION,
    WAITS,
    WAITED_MS,
    WAIT_HITS,
    WAIT_MISSES,
    OBSERVED_AT,
    LOCK;

    /** What tells of taking part in the locking. */
    static final Set<Field> LOCKING_COUNTERS =
            EnumSet.of(REQUESTS, LOCK_FAILURES, CONTENTION, WAITS, WAITED_MS, WAIT_HITS, WAIT_MISSES, OBSERVED_AT);
}
