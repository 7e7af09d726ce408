package io.tokenwell.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Access tokens by account, shared by all instances. Losing it costs time, never an account.
 *
 * <p>All methods are lazy, may be subscribed any number of times (each subscription asks anew), may be cancelled at any
 * time, and are safe for use by any thread. An outage is an {@link io.tokenwell.TokenStorageException}.
 *
 * @since 0.1
 */
public interface TokenCache {

    /**
     * Looks an account's token up.
     *
     * @param key the account
     * @return emits the entry; completes empty when there is none or its time to live is over; errors on an outage and
     *     on an entry that cannot be read
     */
    Mono<CachedToken> get(AccountKey key);

    /**
     * Stores a token unless a newer one is there. Atomic: of two racing writes the newer version stays.
     *
     * @param key the account
     * @param token what to store
     * @param timeToLive how long, at least one millisecond
     * @return emits true when stored, false when the entry found has a greater version; never empty; errors on an outage
     */
    Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive);

    /**
     * Forgets an account's token.
     *
     * @param key the account
     * @return completes empty, also when there was no entry; errors on an outage
     */
    Mono<Void> evict(AccountKey key);

    /**
     * What this process may hand out without asking the store. Called for every request: must neither block nor wait.
     *
     * @param key the account
     * @return an entry that is not past its expiry, its token one that may go on a header as it is: the very result of its
     *     {@link CachedToken#stripped()}, and best looked at when it comes in; null if the store must be asked, as by default
     */
    default @Nullable CachedToken peek(AccountKey key) {
        return null;
    }

    /**
     * What the store announces of the accounts, so that nobody waits longer than needed. Announcements may be late, lost, or
     * told twice; by default there are none.
     *
     * @return hot, nothing is replayed; told on the store's own threads, so listeners must not block; never errors
     */
    default Flux<AccountChange> changes() {
        return Flux.never();
    }
}
