package io.tokenwell.spi;

import reactor.core.publisher.Mono;

/**
 * Cooldowns of accounts, shared by all instances. After a failure the postponed claim decides, see {@link
 * AccountRepository#postpone}, and this only spares the table questions. The rest after a fresh token that is due at once,
 * or after an answer without a usable access token, is told here alone: without this port each instance may redeem once.
 *
 * <p>All methods are lazy, each subscription is an attempt of its own, and all are safe for use by any thread. An outage
 * is an {@link io.tokenwell.TokenStorageException}, never an empty.
 *
 * @since 0.1
 */
public interface RefreshCooldown {

    /**
     * Looks for a cooldown.
     *
     * @param key the account
     * @return emits it with the time that is left, always positive; completes empty when there is none or it is over;
     *     errors on an outage and on an entry that cannot be read
     */
    Mono<SharedCooldown> find(AccountKey key);

    /**
     * Starts a cooldown; it ends by itself. One that ends later already stays.
     *
     * @param key the account
     * @param cooldown of which credentials, why, and how long: at least one millisecond
     * @return completes empty; errors on an outage
     */
    Mono<Void> start(AccountKey key, SharedCooldown cooldown);

    /**
     * Ends a cooldown: somebody logged in anew.
     *
     * @param key the account
     * @return completes empty, also when there was none; errors on an outage
     */
    Mono<Void> end(AccountKey key);
}
