package io.tokenwell.spi;

import java.time.Instant;
import java.util.Set;

/**
 * Asks for accounts by the end of their access tokens, page by page. Immutable and safe for use by any thread.
 *
 * @param platforms of these platforms
 * @param statuses in these states
 * @param after not those that end earlier than this
 * @param afterId nor of those that end at that instant the ones with ids up to this
 * @param before only those that end before this
 * @param limit most accounts on a page
 * @since 0.1
 */
public record ExpiringQuery(
        Set<String> platforms, Set<String> statuses, Instant after, long afterId, Instant before, int limit) {

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if the limit is not positive
     */
    public ExpiringQuery {
        platforms = Set.copyOf(platforms);
        statuses = Set.copyOf(statuses);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
        }
    }

    /**
     * The first page.
     *
     * @param platforms as above
     * @param statuses as above
     * @param from end of the earliest token that counts
     * @param before as above
     * @param limit as above
     * @return the query
     */
    public static ExpiringQuery first(
            Set<String> platforms, Set<String> statuses, Instant from, Instant before, int limit) {
        return new ExpiringQuery(platforms, statuses, from, Long.MIN_VALUE, before, limit);
    }

    /**
     * The page that follows.
     *
     * @param last last account of this page
     * @return the query
     */
    public ExpiringQuery following(ExpiringAccount last) {
        return new ExpiringQuery(platforms, statuses, last.expiresAt(), last.accountId(), before, limit);
    }
}
