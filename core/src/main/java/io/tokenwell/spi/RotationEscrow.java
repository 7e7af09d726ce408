package io.tokenwell.spi;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Keeps redeemed credentials safe until the account table has taken them. At most one rotation per account, the newest.
 *
 * <p>All methods are lazy, each subscription is an attempt of its own, and all are safe for use by any thread. An outage
 * is an {@link io.tokenwell.TokenStorageException}, never an empty. Cancelling may leave a write behind that takes effect.
 *
 * @since 0.1
 */
public interface RotationEscrow {

    /**
     * Looks for a kept rotation.
     *
     * @param key the account
     * @return emits the rotation; completes empty when none is kept; errors on an outage and on an entry that cannot be read
     *     or decrypted, which stays
     */
    Mono<EscrowedRotation> find(AccountKey key);

    /**
     * Keeps a rotation, unless one is kept already that was redeemed from a newer row. The new versions do not count: clocks
     * made them.
     *
     * @param rotation what to keep
     * @param timeToLive how long, at least one millisecond; one of the same row is replaced
     * @return emits true when it is kept, false when one of a newer row stays in its place; never empty; errors on an outage
     */
    Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive);

    /**
     * Removes a rotation that the table has taken. Another rotation of the account stays.
     *
     * @param rotation the one to remove
     * @return completes empty, also when it was not there; errors on an outage and on an entry that cannot be read
     */
    Mono<Void> remove(EscrowedRotation rotation);
}
