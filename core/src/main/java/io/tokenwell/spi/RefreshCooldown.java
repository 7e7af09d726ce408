package io.tokenwell.spi;

import reactor.core.publisher.Mono;

/**
 * Cooldowns of accounts, shared by all instances. After a failure the postponed claim decides
 * ({@link AccountRepository#postpone}), and this port only saves queries to the table. Two cooldowns are recorded only
 * here: after a fresh token that is due at once, and after an answer without a usable access token. Without this port
 * each instance may redeem once in these cases.
 *
 * <p>All methods are lazy, and each subscription is a new attempt. Implementations are safe for use by any thread. An
 * outage is reported as {@link io.tokenwell.TokenStorageException}, never as an empty result.
 *
 * @since 0.1
 */
public interface RefreshCooldown {

    /**
     * Looks for a cooldown.
     *
     * @param key the account
     * @return emits the cooldown with the time that is left, always positive; completes empty if there is none or it is
     *     over; errors on an outage and on an entry that cannot be read
     */
    Mono<SharedCooldown> find(AccountKey key);

    /**
     * Starts a cooldown, which ends by itself. A cooldown that ends later is not replaced.
     *
     * @param key the account
     * @param cooldown version of the credentials, reason and length, at least one millisecond
     * @return completes empty; errors on an outage
     */
    Mono<Void> start(AccountKey key, SharedCooldown cooldown);

    /**
     * Ends a cooldown because of a new login.
     *
     * @param key the account
     * @return completes empty, also if there was none; errors on an outage
     */
    Mono<Void> end(AccountKey key);
}
