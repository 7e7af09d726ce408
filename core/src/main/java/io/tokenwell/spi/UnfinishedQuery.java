package io.tokenwell.spi;

import java.time.Duration;

/**
 * Query for accounts whose last attempt did not end, page by page in the order of their ids, which is that of the store.
 *
 * @param afterId only accounts with greater ids; empty on the first page
 * @param grace an expired claim that was not ended counts only when this time has passed as well, as in
 *     {@link ClaimRequest#grace()}
 * @param within only attempts that began no longer ago than this, on the clock of the store
 * @param limit greatest number of accounts on a page
 * @since 0.1
 */
public record UnfinishedQuery(String afterId, Duration grace, Duration within, int limit) {

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public UnfinishedQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
        }
    }

    /**
     * Creates a query for the first page.
     *
     * @param grace how long an expired claim that was not ended is respected
     * @param within only attempts that began no longer ago than this
     * @param limit greatest number of accounts on a page
     * @return the query
     */
    public static UnfinishedQuery first(Duration grace, Duration within, int limit) {
        return new UnfinishedQuery("", grace, within, limit);
    }

    /**
     * Returns the query for the next page.
     *
     * @param lastId id of the last account of the current page
     * @return the query
     */
    public UnfinishedQuery following(String lastId) {
        return new UnfinishedQuery(lastId, grace, within, limit);
    }
}
