package io.tokenwell.spi;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Store that keeps redeemed credentials safe until the account table has taken them. At most one rotation per account
 * is kept, the newest.
 *
 * <p>All methods are lazy, and each subscription is a new attempt. Implementations are safe for use by any thread. An
 * outage is reported as {@link io.tokenwell.TokenStorageException}, never as an empty result. Cancelling may leave a
 * write behind that takes effect.
 *
 * @since 0.1
 */
public interface RotationEscrow {

    /**
     * Looks for a kept rotation.
     *
     * @param key the account
     * @return emits the rotation; completes empty if none is kept; errors on an outage and on an entry that cannot be
     *     read or decrypted, which is not removed
     */
    Mono<EscrowedRotation> find(AccountKey key);

    /**
     * Keeps a rotation, unless a rotation from a newer row is already kept. The versions of the rows are compared; the
     * new versions are not, as they come from clocks.
     *
     * @param rotation the rotation to keep
     * @param timeToLive how long, at least one millisecond; a rotation of the same row is replaced
     * @return emits true if it is kept, false if a rotation of a newer row stays in its place; never completes empty;
     *     errors on an outage
     */
    Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive);

    /**
     * Removes a rotation that the table has taken. Another rotation of the account is not removed.
     *
     * @param rotation the rotation to remove
     * @return completes empty, also if it was not there; errors on an outage and on an entry that cannot be read
     */
    Mono<Void> remove(EscrowedRotation rotation);
}
