package io.tokenwell.example.servers;

import java.time.Instant;

/**
 * One refresh token that was presented to the token endpoint.
 *
 * @param accountId whose token it was, 0 if nobody's
 * @param at when it was presented
 * @param ordinal its place in its family: 1 for the login's, 2 for the first rotation's; 0 if it was nobody's
 * @param outcome what came of it
 */
public record Redemption(long accountId, Instant at, int ordinal, Outcome outcome) {

    /** What came of a presented refresh token. */
    public enum Outcome {
        /** It was spent and a new pair was issued. */
        ROTATED,
        /** It had been spent before: the whole family is revoked. */
        REUSED,
        /** It was never issued, or belongs to a family that was revoked before it was spent. */
        UNKNOWN
    }
}
