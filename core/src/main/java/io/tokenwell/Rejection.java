package io.tokenwell;

/**
 * What an upstream's 401 tells of the token that it answers. Refreshes that nothing but a rejection asks for are counted kind by
 * kind, for each account: a client that asks again and again for what the upstream forbids for other reasons must not use up
 * what the account needs when its token is really revoked.
 *
 * <p>The two questions behind it have an answer at the caller's only: whether the challenge names the token, and whether the
 * upstream took this very token before. Whoever cannot tell says {@link #UNEXPLAINED}. Immutable, so safe for use by any thread.
 *
 * @since 0.1
 */
public enum Rejection {

    /** Neither: the request may be at fault as well as the token. Two refreshes at once, then the pauses double. */
    UNEXPLAINED,

    /**
     * {@code WWW-Authenticate} names the token as the reason: {@code error="invalid_token"} (RFC 6750, section 3.1). Counted
     * by itself: two refreshes at once, then the pauses double. A broken upstream may say so of every token.
     */
    BLAMED,

    /**
     * No reason is named, but the upstream accepted this very token before, so something has changed. Two refreshes at once, then
     * one each 30 s: each of them takes another token that was accepted since.
     */
    ACCEPTED_BEFORE,

    /** Accepted before, and blamed by name now, as revoked tokens are: has what the two have, {@link #BLAMED}'s first. */
    REVOKED;

    /**
     * The kind that follows from the two answers.
     *
     * @param blamed whether the challenge has the error {@code invalid_token}, and no other
     * @param acceptedBefore whether the upstream has answered this very token with success before
     * @return the kind
     */
    public static Rejection of(boolean blamed, boolean acceptedBefore) {
        if (blamed) {
            return acceptedBefore ? REVOKED : BLAMED;
        }
        return acceptedBefore ? ACCEPTED_BEFORE : UNEXPLAINED;
    }
}
