package io.tokenwell.example.lab.net;

/**
 * How far a redemption has come.
 *
 * @param kind how far
 * @param accountId whose refresh token it is, 0 if nobody's
 * @param instance which instance presented it
 */
public record Step(Kind kind, long accountId, int instance) {

    /** The stations of a redemption. */
    public enum Kind {
        /** The request is in, nothing is decided. */
        ARRIVED,
        /** The ledger has it, nothing is answered. */
        DECIDED,
        /** The answer was written out completely. */
        REPLIED
    }
}
