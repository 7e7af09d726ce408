package io.tokenwell.example.lab.check;

/**
 * One presentation of a refresh token, from the server's ledger.
 *
 * @param sequence the ledger's number
 * @param account whose token
 * @param instance who presented it
 * @param family the login it came of
 * @param refreshToken the ledger's name of the token
 * @param arrivedAt when it arrived
 * @param at when it was decided
 * @param repliedAt when the reply was written out, -1 if never
 * @param verdict what the server decided
 * @param status the HTTP status it answered
 * @param brokenAt when the lab broke its connection though its sender still listened, {@link #NEVER} if it did not
 */
public record Redemption(
        long sequence,
        long account,
        int instance,
        String family,
        String refreshToken,
        long arrivedAt,
        long at,
        long repliedAt,
        Verdict verdict,
        int status,
        long brokenAt) {

    /** Long after every cycle. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What a server says to a refresh token. */
    public enum Verdict {
        /** A new pair. */
        ROTATED,
        /** Used before; the family is revoked. */
        REUSED,
        /** Of a revoked family. */
        REVOKED,
        /** Never issued. */
        FOREIGN,
        /** Not looked at: 429 or 5xx. */
        TURNED_AWAY;

        /**
         * Whether the token's family is of no more use.
         *
         * @return true for what follows a second use
         */
        public boolean revokes() {
            return this == REUSED || this == REVOKED;
        }
    }

    @Override
    public String toString() {
        return "#" + sequence + " " + verdict + " of " + refreshToken + " by instance " + instance + " at " + at
                + " ms";
    }
}
