package io.tokenwell;

import java.util.List;

/**
 * Report of what a provider left behind when it was closed, as account ids.
 *
 * @param inEscrow redeemed credentials that are in the shared escrow; the next instance that claims the account stores
 *     them
 * @param lost redeemed credentials that no store has taken; these accounts need a new login
 * @param awaited accounts with work that had not ended: a caller waits, an answer may still arrive or is being stored,
 *     or the end of an attempt is not recorded in the table. An answer that arrives now is lost; the next instance that
 *     claims the account learns of the attempt
 * @since 0.1
 */
public record CloseReport(List<String> inEscrow, List<String> lost, List<String> awaited) {

    /** Copies the lists. */
    public CloseReport {
        inEscrow = List.copyOf(inEscrow);
        lost = List.copyOf(lost);
        awaited = List.copyOf(awaited);
    }

    /**
     * Reports whether nothing was left behind.
     *
     * @return true if all lists are empty
     */
    public boolean clean() {
        return inEscrow.isEmpty() && lost.isEmpty() && awaited.isEmpty();
    }
}
