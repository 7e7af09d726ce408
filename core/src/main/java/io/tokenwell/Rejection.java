package io.tokenwell;

/**
 * Kind of rejection: what the 401 of an upstream says about the token that was sent. Refreshes whose only reason is a
 * rejection are counted per kind and account: a client that repeatedly requests what the upstream forbids for other
 * reasons must not use up the allowance that the account needs when its token is really revoked.
 *
 * <p>Only the caller can answer the two questions behind the kinds: does the challenge name the token as the reason,
 * and has the upstream accepted this token before? Callers that do not know use {@link #UNEXPLAINED}.
 *
 * @since 0.1
 */
public enum Rejection {

    /**
     * Neither is known: the request may be wrong as well as the token. Two refreshes at once, then the pauses double.
     */
    UNEXPLAINED,

    /**
     * {@code WWW-Authenticate} names the token as the reason: {@code error="invalid_token"} (RFC 6750, section 3.1).
     * Counted separately: two refreshes at once, then the pauses double, as a broken upstream may blame every token.
     */
    BLAMED,

    /**
     * The challenge names no reason, but the upstream accepted this token before, so something has changed. Two
     * refreshes at once, then one every 30 s, each for another token that was accepted in between.
     */
    ACCEPTED_BEFORE,

    /**
     * The token was accepted before and is named as the reason now, as with revoked tokens. Has the allowances of
     * {@link #BLAMED} and {@link #ACCEPTED_BEFORE}; that of {@link #BLAMED} is used first.
     */
    REVOKED;

    /**
     * Returns the kind that follows from the two answers.
     *
     * @param blamed whether the challenge has the error {@code invalid_token} and no other
     * @param acceptedBefore whether the upstream has accepted this token before
     * @return the kind
     */
    public static Rejection of(boolean blamed, boolean acceptedBefore) {
        if (blamed) {
            return acceptedBefore ? REVOKED : BLAMED;
        }
        return acceptedBefore ? ACCEPTED_BEFORE : UNEXPLAINED;
    }
}
