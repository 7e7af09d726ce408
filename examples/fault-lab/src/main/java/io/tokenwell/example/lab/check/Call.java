package io.tokenwell.example.lab.check;

/**
 * One caller.
 *
 * @param id its number
 * @param account what it asked for
 * @param instance whom it asked
 * @param askedAt when
 * @param endedAt when the answer came, -1 if none did
 * @param ending what came of it
 * @param detail the error, or the answered token's family and ordinal
 * @param expiresAt when the answered token expires on the server's clock; meaningless without a token
 */
public record Call(
        long id, long account, int instance, long askedAt, long endedAt, Ending ending, String detail, long expiresAt) {

    /** What may come of a call. */
    public enum Ending {
        /** A token. */
        TOKEN,
        /** An error that says: try again. */
        RETRYABLE,
        /** An error that says: somebody has to act. */
        FINAL,
        /** The caller left. */
        CANCELLED,
        /** The process that was asked is gone. */
        PROCESS_DIED,
        /** Nothing, for as long as the lab waited. */
        NONE
    }
}
