package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.cancelled;
import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The part of {@link RefreshLockContract} about subscriptions, cancellation and races; and its hooks. */
public interface RefreshLockSignalsContract extends KeyHooks {

    Duration TTL = Duration.ofSeconds(60);

    /** More than seven others need to be in and out again, however slow the store: they count, not seconds. */
    int TRIES = 1_000;

    /** The lock under test; the same store whenever it is asked for within a test. */
    RefreshLock lock();

    /** Ages the account's lock by this time: move a clock, or shorten the life that the store has noted down. */
    void letTimePass(AccountKey key, Duration time);

    default Lease acquired(AccountKey key, String owner) {
        return emitted(lock().tryAcquire(new Lease(key, owner), TTL));
    }

    default void isHeld(AccountKey key) {
        isEmpty(lock().tryAcquire(new Lease(key, "curious"), TTL));
    }

    default void isFree(AccountKey key) {
        completes(lock().release(acquired(key, "curious")));
    }

    @Test
    default void nothingIsTakenBeforeSubscription() {
        AccountKey key = freshKey();
        Mono<Lease> attempt = lock().tryAcquire(new Lease(key, "first"), TTL);
        isFree(key);
        emitted(attempt);
    }

    @Test
    default void nothingIsReleasedBeforeSubscription() {
        AccountKey key = freshKey();
        Mono<Void> release = lock().release(acquired(key, "first"));
        isHeld(key);
        completes(release);
    }

    @Test
    default void eachSubscriptionIsANewAttempt() {
        AccountKey key = freshKey();
        Mono<Lease> attempt = lock().tryAcquire(new Lease(key, "first"), TTL);
        Mono<Void> release = lock().release(new Lease(key, "first"));
        for (int round = 1; round <= 2; round++) {
            Lease other = acquired(key, "other");
            isEmpty(attempt);
            completes(lock().release(other));
            emitted(attempt);
            completes(release);
            isFree(key);
        }
    }

    @Test
    default void aLeaseBeginsAtSubscription() {
        AccountKey key = freshKey();
        Mono<Lease> attempt = lock().tryAcquire(new Lease(key, "first"), TTL);
        letTimePass(key, TTL.multipliedBy(2));
        emitted(attempt);
        letTimePass(key, TTL.dividedBy(2));
        isHeld(key);
    }

    @Test
    default void cancellingLeavesAtMostALeaseThatExpires() {
        AccountKey key = freshKey();
        cancelled(lock().tryAcquire(new Lease(key, "gone"), TTL));
        // Answered after the cancelled command, if that was sent at all: from here on nothing is under way.
        lock().tryAcquire(new Lease(key, "next"), TTL).block(Signals.PATIENCE);
        letTimePass(key, TTL);
        isFree(key);
    }

    @Test
    default void ofRacingAttemptsOneSucceeds() {
        for (int round = 1; round <= 20; round++) {
            AccountKey key = freshKey();
            List<Boolean> taken = Racing.workers(number -> lock().tryAcquire(new Lease(key, "worker-" + number), TTL)
                    .hasElement()
                    .block(Signals.PATIENCE));
            assertThat(taken).containsOnlyOnce(true);
        }
    }

    @Test
    default void noTwoOwnersAreInsideAtOnce() {
        AccountKey key = freshKey();
        AtomicInteger inside = new AtomicInteger();
        List<Integer> mostInside = Racing.workers(number -> {
            int most = 0;
            for (int turn = 1; turn <= 10; turn++) {
                Lease lease = new Lease(key, number + "/" + turn);
                emitted(lock().tryAcquire(lease, TTL)
                        .repeatWhenEmpty(TRIES, tries -> tries.delayElements(Duration.ofMillis(1))));
                most = Math.max(most, inside.incrementAndGet());
                isHeld(key);
                inside.decrementAndGet();
                lock().release(lease).block(Signals.PATIENCE);
            }
            return most;
        });
        assertThat(mostInside).containsOnly(1);
    }
}
