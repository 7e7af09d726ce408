package io.tokenwell.example.lab.worker.original;

import java.time.Duration;

/**
 * The original's numbers. What it counts in seconds and minutes of production is scaled to the lab's tokens of a few
 * seconds, with the same result as for Tokenwell where both have the setting; the polls are as they were.
 */
final class OriginalSettings {

    /** {@code openAITokenRefreshSkew}, 3 min. */
    static final Duration REFRESH_SKEW = Duration.ofSeconds(1);
    /** {@code openAITokenCacheSkew}, 5 min. */
    static final Duration CACHE_SKEW = Duration.ofMillis(1_200);
    /** 30 s in {@code AcquireRefreshLock}. */
    static final Duration LOCK_TTL = Duration.ofSeconds(2);
    /** {@code time.Minute}, after a failed refresh and for a token whose life is over. */
    static final Duration SHORT_TTL = Duration.ofSeconds(2);
    /** 30 min, where no expiry is known. */
    static final Duration UNKNOWN_TTL = Duration.ofSeconds(60);
    /** The OAuth client's whole-request timeout of a minute: twice the lock's life, there as here. */
    static final Duration ENDPOINT_TIMEOUT = LOCK_TTL.multipliedBy(2);
    /** The Redis client's 3 s. */
    static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);

    /** {@code openAILockInitialWait}. */
    static final Duration INITIAL_WAIT = Duration.ofMillis(20);
    /** {@code openAILockMaxWait}. */
    static final Duration LONGEST_WAIT = Duration.ofMillis(120);
    /** {@code openAILockMaxAttempts}. */
    static final int ATTEMPTS = 5;
    /** {@code openAILockJitterRatio}. */
    static final double JITTER = 0.2;

    private OriginalSettings() {}
}
