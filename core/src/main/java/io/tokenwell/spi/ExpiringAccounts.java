package io.tokenwell.spi;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Finds accounts whose access token ends soon, for refreshing ahead of time. Safe for use by any thread.
 *
 * @since 0.1
 */
public interface ExpiringAccounts {

    /**
     * Reads one page of the accounts that a query asks for, in the order of the ends of their tokens, then of their ids. Only
     * {@code oauth} accounts with a refresh token whose {@code expires_at} the store can read: RFC 3339 with seconds, with or
     * without fraction and offset, and epoch seconds or milliseconds. Accounts that nobody may refresh now are left out: a
     * claim or a pause runs, or the refresh token is marked as refused.
     *
     * @param query which accounts, and where to go on
     * @return lazy, each subscription reads anew: emits the page, with fewer accounts than the limit only if there are no more
     *     now; never completes empty; errors with a {@link io.tokenwell.TokenStorageException} of account 0 on an outage. Safe to
     *     cancel
     */
    Mono<List<ExpiringAccount>> page(ExpiringQuery query);
}
