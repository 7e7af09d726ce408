package io.tokenwell.spi;

import java.time.Instant;
import java.util.Set;

/**
 * Query for accounts by the expiry of their access tokens, page by page.
 *
 * @param platforms only accounts of these platforms
 * @param statuses only accounts with one of these statuses
 * @param after only tokens that expire at this instant or later
 * @param afterId of the tokens that expire exactly at that instant, only those of accounts with greater ids in the order of
 *     the store; empty on the first page
 * @param before only tokens that expire before this instant
 * @param limit greatest number of accounts on a page
 * @since 0.1
 */
public record ExpiringQuery(
        Set<String> platforms, Set<String> statuses, Instant after, String afterId, Instant before, int limit) {

    /**
     * Copies the sets and checks the limit.
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
     * Creates a query for the first page.
     *
     * @param platforms only accounts of these platforms
     * @param statuses only accounts with one of these statuses
     * @param from only tokens that expire at this instant or later
     * @param before only tokens that expire before this instant
     * @param limit greatest number of accounts on a page
     * @return the query
     */
    public static ExpiringQuery first(
            Set<String> platforms, Set<String> statuses, Instant from, Instant before, int limit) {
        return new ExpiringQuery(platforms, statuses, from, "", before, limit);
    }

    /**
     * Returns the query for the next page.
     *
     * @param last the last account of the current page
     * @return the query
     */
    public ExpiringQuery following(ExpiringAccount last) {
        return new ExpiringQuery(platforms, statuses, last.expiresAt(), last.accountId(), before, limit);
    }
}
