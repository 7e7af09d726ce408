package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What every {@link io.tokenwell.spi.RefreshLock} does. Locks that can be out of reach implement {@link RefreshLockOutageContract} as
 * well.
 */
public interface RefreshLockContract extends RefreshLockSignalsContract {

    @Test
    default void aFreeLockIsTakenByTheLeaseGiven() {
        AccountKey key = freshKey();
        assertThat(acquired(key, "first")).isEqualTo(new Lease(key, "first"));
    }

    @Test
    default void aHeldLockIsEmptyNotAnError() {
        AccountKey key = freshKey();
        acquired(key, "first");
        isEmpty(lock().tryAcquire(new Lease(key, "second"), TTL));
    }

    @Test
    default void accountsDoNotHinderEachOther() {
        AccountKey held = freshKey();
        AccountKey other = freshKey();
        acquired(held, "first");
        Lease otherLease = acquired(other, "first");
        completes(lock().release(otherLease));
        isHeld(held);
    }

    @Test
    default void releaseFrees() {
        AccountKey key = freshKey();
        isEmpty(lock().release(acquired(key, "first")));
        isFree(key);
    }

    @Test
    default void releasingTwiceOrWhatNobodyHoldsIsQuiet() {
        AccountKey key = freshKey();
        isEmpty(lock().release(new Lease(key, "nobody")));
        Lease lease = acquired(key, "first");
        isEmpty(lock().release(lease));
        isEmpty(lock().release(lease));
        isFree(key);
    }

    @Test
    default void aStrangersReleaseChangesNothing() {
        AccountKey key = freshKey();
        Lease lease = acquired(key, "first");
        isEmpty(lock().release(new Lease(key, "stranger")));
        isHeld(key);
        completes(lock().release(lease));
        isFree(key);
    }

    @Test
    default void aLeaseLastsAsLongAsItWasGivenToTheMillisecond() {
        AccountKey key = freshKey();
        emitted(lock().tryAcquire(new Lease(key, "first"), Duration.ofMillis(61_990)));
        letTimePass(key, Duration.ofMillis(61_050));
        isHeld(key);
        letTimePass(key, Duration.ofMillis(940));
        isFree(key);
    }

    @Test
    default void aFailedAttemptDoesNotProlongALease() {
        AccountKey key = freshKey();
        acquired(key, "first");
        letTimePass(key, TTL.dividedBy(2));
        isHeld(key);
        letTimePass(key, TTL.dividedBy(2));
        isFree(key);
    }

    /** Its answer may have been lost, and the attempt repeated by the driver or a retry. */
    @Test
    default void theSameOwnerAskingAgainIsGrantedAgain() {
        AccountKey key = freshKey();
        Lease lease = new Lease(key, "first");
        Mono<Lease> attempt = lock().tryAcquire(lease, TTL);
        assertThat(emitted(attempt)).isEqualTo(lease);
        assertThat(emitted(attempt)).isEqualTo(lease);
        assertThat(acquired(key, "first")).isEqualTo(lease);
        isHeld(key);
        completes(lock().release(lease));
        isFree(key);
    }

    @Test
    default void theTimeOfALeaseGrantedAgainStartsAnew() {
        AccountKey key = freshKey();
        acquired(key, "first");
        letTimePass(key, TTL.dividedBy(2));
        acquired(key, "first");
        letTimePass(key, TTL.dividedBy(4).multipliedBy(3));
        isHeld(key);
        letTimePass(key, TTL.dividedBy(4));
        isFree(key);
    }

    @Test
    default void askingAgainAfterTheTimeIsOverDoesNotOustTheNewHolder() {
        AccountKey key = freshKey();
        acquired(key, "late");
        letTimePass(key, TTL);
        Lease newLease = acquired(key, "new");
        isEmpty(lock().tryAcquire(new Lease(key, "late"), TTL));
        completes(lock().release(newLease));
        isFree(key);
    }

    @Test
    default void releasingAnExpiredLeaseDoesNotFreeTheNewHolder() {
        AccountKey key = freshKey();
        Lease late = acquired(key, "late");
        letTimePass(key, TTL);
        acquired(key, "new");
        isEmpty(lock().release(late));
        isHeld(key);
    }
}
