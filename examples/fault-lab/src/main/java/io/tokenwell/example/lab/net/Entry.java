package io.tokenwell.example.lab.net;

import java.time.Instant;

/**
 * One refresh token that was presented, and what became of the answer. Of the two last facts neither holds while the
 * answer is outstanding.
 *
 * @param sequence its place in the ledger, from 0
 * @param accountId whose token it was, 0 if nobody's
 * @param instance which instance presented it
 * @param family the login it came from, 0 if none
 * @param ordinal its place in its family: 1 for the login's, 2 for the first rotation's; 0 if it was nobody's
 * @param rtId a name for the token that is no secret: family and ordinal
 * @param at when it was decided
 * @param nanos the same on {@link System#nanoTime()}
 * @param verdict what was decided
 * @param status the HTTP status that was, or is to be, answered; 0 as long as that is open
 * @param replySentNanos when the answer had been written out completely; 0 if it has not been
 * @param replyFailed whether it never will be
 * @param peerPort the port at the other end of its connection
 * @param arrivedNanos when it arrived: whoever hangs undecided is waiting since then
 */
public record Entry(
        int sequence,
        long accountId,
        int instance,
        long family,
        int ordinal,
        String rtId,
        Instant at,
        long nanos,
        Verdict verdict,
        int status,
        long replySentNanos,
        boolean replyFailed,
        int peerPort,
        long arrivedNanos) {

    private static final int OK = 200;

    /**
     * Whether the new pair left the server whole. It may have been lost on its way.
     *
     * @return true if the token was rotated and the answer that says so was written out
     */
    public boolean pairSent() {
        return verdict == Verdict.ROTATED && status == OK && replySentNanos != 0;
    }

    Entry answering(int newStatus) {
        return replied(newStatus, replySentNanos, replyFailed);
    }

    Entry sent(long sentNanos) {
        return replied(status, sentNanos, false);
    }

    Entry failed() {
        return replied(status, 0, true);
    }

    private Entry replied(int newStatus, long sentNanos, boolean failed) {
        return new Entry(
                sequence,
                accountId,
                instance,
                family,
                ordinal,
                rtId,
                at,
                nanos,
                verdict,
                newStatus,
                sentNanos,
                failed,
                peerPort,
                arrivedNanos);
    }
}
