package io.tokenwell.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a {@link ClaimRequest}.
 *
 * @since 0.1
 */
public sealed interface ClaimVerdict {

    /**
     * The claim is granted: its owner is the one who refreshes.
     *
     * @param previous the newest attempt that may have used the refresh token of the row and is not known to have
     *     ended, or null
     * @param marked whether the refresh token of the row was marked as permanently refused, so long ago that it is
     *     tried again
     * @param streak how often this refresh token has failed in a row so far
     * @param usedSince how long ago the first of the attempts that are not known to have ended took its claim, on the
     *     clock of the store; zero if there is none
     */
    record Granted(@Nullable UnfinishedAttempt previous, boolean marked, FailureStreak streak, Duration usedSince)
            implements ClaimVerdict {

        /**
         * Creates a grant for a refresh token that is not marked.
         *
         * @param previous the newest unfinished attempt, or null
         */
        public Granted(@Nullable UnfinishedAttempt previous) {
            this(previous, false);
        }

        /**
         * Creates a grant for a refresh token that has not failed.
         *
         * @param previous the newest unfinished attempt, or null
         * @param marked whether it is marked
         */
        public Granted(@Nullable UnfinishedAttempt previous, boolean marked) {
            this(previous, marked, FailureStreak.none(), Duration.ZERO);
        }
    }

    /** The claim is held: the claim of another owner has not expired. */
    record Held() implements ClaimVerdict {}

    /**
     * The claim of another owner has expired without being ended, and the requested grace is not over. Ends at once
     * when the row gets another refresh token.
     *
     * @param attempt the attempt that has not been ended
     * @param left how much longer its claim is respected
     */
    record Silent(UnfinishedAttempt attempt, Duration left) implements ClaimVerdict {}

    /**
     * The account is cooling down: the last attempt failed, and no claim is granted yet. Ends at once when the row gets
     * another refresh token.
     *
     * @param cooldown the reason, and the time that is left
     */
    record CoolingDown(Cooldown cooldown) implements ClaimVerdict {}

    /**
     * A new login is required: the server has refused the refresh token of the row permanently. Ends when the row gets
     * another refresh token, when the mark is removed, or when the request asks to try again after a time.
     *
     * @param reason why, without secrets
     */
    record LoginRequired(String reason) implements ClaimVerdict {}
}
