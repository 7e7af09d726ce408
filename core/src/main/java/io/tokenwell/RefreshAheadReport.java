package io.tokenwell;

import io.tokenwell.refresh.RefreshAhead;

/**
 * What a {@link RefreshAhead} has done so far. Immutable and safe for use by any thread.
 *
 * @param scans how often the table was searched to the end
 * @param failedScans searches that the table did not answer
 * @param found accounts that came up, again each time
 * @param renewed of these, the ones that had a newer token afterwards, whoever redeemed it
 * @param skipped of these, the ones that others were at, that rest, or whose token is too young to be replaced
 * @param loginRequired of these, the ones that need a new login
 * @param failed of these, the ones that have the token they had
 * @param underWay accounts whose refresh is under way
 * @since 0.1
 */
public record RefreshAheadReport(
        long scans,
        long failedScans,
        long found,
        long renewed,
        long skipped,
        long loginRequired,
        long failed,
        int underWay) {}
