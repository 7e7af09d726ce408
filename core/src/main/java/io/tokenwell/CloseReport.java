package io.tokenwell;

import java.util.List;

/**
 * What a provider left behind when it was closed, by account id. Immutable and safe for use by any thread.
 *
 * @param inEscrow redeemed credentials that are in the shared escrow: the next claimant stores them
 * @param lost redeemed credentials that no store has taken: a human will have to sign in again
 * @param awaited accounts with work that had not ended: a caller waits, an answer may still come or is being stored, or
 *     the table was not told how an attempt ended. An answer that comes now is lost; the next claimant is told of the
 *     attempt
 * @since 0.1
 */
public record CloseReport(List<Long> inEscrow, List<Long> lost, List<Long> awaited) {

    /** Copies the lists. */
    public CloseReport {
        inEscrow = List.copyOf(inEscrow);
        lost = List.copyOf(lost);
        awaited = List.copyOf(awaited);
    }

    /**
     * Whether everything was done.
     *
     * @return true if all lists are empty
     */
    public boolean clean() {
        return inEscrow.isEmpty() && lost.isEmpty() && awaited.isEmpty();
    }
}
