package io.tokenwell.spi;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Finder of accounts whose access token expires soon, for refreshing ahead of expiry. Implementations are safe for use
 * by any thread.
 *
 * @since 0.1
 */
public interface ExpiringAccounts {

    /**
     * Reads one page of the accounts that a query describes, ordered by the expiry of their tokens, then by id.
     * Contains only {@code oauth} accounts that have a refresh token and whose {@code expires_at} the store can read:
     * RFC 3339 with seconds, with or without fraction and offset, epoch seconds, or epoch milliseconds. Accounts that
     * cannot be claimed now are left out: a claim or a pause is active, or the refresh token is marked as refused.
     *
     * @param query which accounts, and where the page starts
     * @return lazy, each subscription reads again: emits the page, with fewer accounts than the limit only if there are
     *     no more; never completes empty; errors with a {@link io.tokenwell.TokenStorageException} on an
     *     outage. Cancelling is safe at any time
     */
    Mono<List<ExpiringAccount>> page(ExpiringQuery query);
}
