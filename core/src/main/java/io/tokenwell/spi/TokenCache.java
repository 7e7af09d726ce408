package io.tokenwell.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Cache of access tokens by account, shared by all instances. Losing it costs time but never an account.
 *
 * <p>All methods are lazy, may be subscribed to any number of times (each subscription asks the store again), and may
 * be cancelled at any time. Implementations are safe for use by any thread. An outage is reported as
 * {@link io.tokenwell.TokenStorageException}.
 *
 * @since 0.1
 */
public interface TokenCache {

    /**
     * Looks for the token of an account.
     *
     * @param key the account
     * @return emits the entry; completes empty if there is none or its time to live is over; errors on an outage and on
     *     an entry that cannot be read
     */
    Mono<CachedToken> get(AccountKey key);

    /**
     * Stores a token unless a newer one is stored. Atomic: of two concurrent writes the newer version stays.
     *
     * @param key the account
     * @param token the token to store
     * @param timeToLive how long, at least one millisecond
     * @return emits true if stored, false if the stored entry has a greater version; never completes empty; errors on
     *     an outage
     */
    Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive);

    /**
     * Removes the token of an account.
     *
     * @param key the account
     * @return completes empty, also if there was no entry; errors on an outage
     */
    Mono<Void> evict(AccountKey key);

    /**
     * Returns a token that this process may use without a call to the store. Called for every request: it must neither
     * block nor wait.
     *
     * @param key the account
     * @return an entry that is not past its expiry and whose token can be sent in a header unchanged, that is, a result
     *     of {@link CachedToken#stripped()}, best computed when the entry arrives; null if the store must be asked,
     *     which is the default
     */
    default @Nullable CachedToken peek(AccountKey key) {
        return null;
    }

    /**
     * Returns the announcements of the store about accounts, which shorten the waits of others. Announcements may be
     * late, lost, or repeated; by default there are none.
     *
     * @return a hot {@link Flux} without replay that never errors; it emits on the threads of the store, so subscribers
     *     must not block. Cancelling only ends the subscription
     */
    default Flux<AccountChange> changes() {
        return Flux.never();
    }
}
