package io.tokenwell.simulation;

/** What an instance asks of the others: good moments for trouble. */
enum Step {
    CACHE_GET,
    CACHE_PUT,
    CACHE_EVICT,
    LOCK,
    RELEASE,
    ESCROW_FIND,
    ESCROW_KEEP,
    ESCROW_REMOVE,
    COOLDOWN_FIND,
    COOLDOWN_START,
    COOLDOWN_END,
    PING,
    FIND,
    CLAIM,
    COMPLETE,
    ABANDON,
    POSTPONE,
    MARK,
    PAGE,
    REDEEM;

    /** Where in its way a request is. */
    enum Phase {
        LEAVES,
        DONE,
        ANSWERED
    }
}
