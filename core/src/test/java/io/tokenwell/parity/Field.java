package io.tokenwell.parity;

/** What is compared. */
enum Field {
    RESULT,
    /** The caller got an error, as expected, but with other words. */
    MESSAGE,
    WRITES,
    /** Only {@code _token_version} of the written credentials. */
    VERSION,
    CALLS,
    CACHE,
    COUNTERS,
    LOCK
}
