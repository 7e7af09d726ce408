package io.tokenwell.example.peers.original;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;

/** The original's {@code waitForTokenAfterLockRace}: five polls of the cache, and no second try for the lock. */
record LockRaceWait(OriginalCache cache) {

    /** {@code openAILockInitialWait}. */
    private static final Duration INITIAL_WAIT = Duration.ofMillis(20);
    /** {@code openAILockMaxWait}. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(120);
    /** {@code openAILockMaxAttempts}. */
    private static final int ATTEMPTS = 5;
    /** {@code openAILockJitterRatio}. */
    private static final double JITTER = 0.2;

    /** Emits what the holder has published meanwhile; completes empty after the last poll. */
    Mono<String> awaited(long accountId) {
        return polled(accountId, INITIAL_WAIT, 1);
    }

    private Mono<String> polled(long accountId, Duration wait, int attempt) {
        if (attempt > ATTEMPTS) {
            return Mono.empty();
        }
        return Mono.delay(jittered(wait))
                .then(cache.accessToken(accountId).onErrorResume(unreadable -> Mono.empty()))
                .switchIfEmpty(Mono.defer(() -> polled(accountId, longer(wait), attempt + 1)));
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    }

    /** {@code jitterLockWait}. */
    private static Duration jittered(Duration wait) {
        double factor = 1 - JITTER + ThreadLocalRandom.current().nextDouble() * 2 * JITTER;
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }
}
