package io.tokenwell.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link ClaimRequest}. Immutable and safe for use by any thread.
 *
 * @since 0.1
 */
public sealed interface ClaimVerdict {

    /**
     * The asker is the one who refreshes.
     *
     * @param previous the newest attempt whose use of the row's refresh token is not known to have ended, or null
     * @param marked whether the row's refresh token was marked as refused for good, so long ago that it is tried again
     */
    record Granted(@Nullable UnfinishedAttempt previous, boolean marked) implements ClaimVerdict {

        /**
         * A claim on a refresh token that is not marked.
         *
         * @param previous as above
         */
        public Granted(@Nullable UnfinishedAttempt previous) {
            this(previous, false);
        }
    }

    /** Another's claim still lasts. */
    record Held() implements ClaimVerdict {}

    /**
     * Another's claim has run out without a word, within the grace that the asker allows. Over at once when the row gets
     * another refresh token.
     *
     * @param attempt who is silent
     * @param left how much longer it is respected
     */
    record Silent(UnfinishedAttempt attempt, Duration left) implements ClaimVerdict {}

    /**
     * The last attempt failed a moment ago, and nobody may claim yet. Over at once when the row gets another refresh token.
     *
     * @param cooldown why, and how much longer
     */
    record CoolingDown(Cooldown cooldown) implements ClaimVerdict {}

    /**
     * The server has refused the row's refresh token for good. Over when the row gets another one, or when the mark is taken
     * back; the asker may wish to try again after a while.
     *
     * @param reason why, without secrets
     */
    record LoginRequired(String reason) implements ClaimVerdict {}
}
