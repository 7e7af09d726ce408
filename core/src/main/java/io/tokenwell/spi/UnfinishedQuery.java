package io.tokenwell.spi;

import java.time.Duration;

/**
 * Asks for accounts whose last attempt never ended, page by page in the order of their ids. Immutable and safe for use by any
 * thread.
 *
 * @param afterId only accounts with greater ids
 * @param grace a claim that ran out without a word counts once this has passed as well, as in {@link ClaimRequest#grace()}
 * @param within only attempts that began no longer ago than this, on the store's own clock
 * @param limit most accounts on a page
 * @since 0.1
 */
public record UnfinishedQuery(long afterId, Duration grace, Duration within, int limit) {

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
     * The first page.
     *
     * @param grace as above
     * @param within as above
     * @param limit as above
     * @return the query
     */
    public static UnfinishedQuery first(Duration grace, Duration within, int limit) {
        return new UnfinishedQuery(Long.MIN_VALUE, grace, within, limit);
    }

    /**
     * The page that follows.
     *
     * @param lastId last account of this page
     * @return the query
     */
    public UnfinishedQuery following(long lastId) {
        return new UnfinishedQuery(lastId, grace, within, limit);
    }
}
