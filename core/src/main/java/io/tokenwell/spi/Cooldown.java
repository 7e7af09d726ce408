package io.tokenwell.spi;

import io.tokenwell.ShownText;
import java.time.Duration;

/**
 * A period during which an account is not redeemed, and the reason for it.
 *
 * @param reason what failed, in one line and without secrets
 * @param length how long the cooldown lasts from now on
 * @param outcomeUnknown whether the refresh token may be used up: it was sent, and no usable answer was received
 * @param streak how often the refresh token has failed in a row, this time included
 * @since 0.1
 */
public record Cooldown(String reason, Duration length, boolean outcomeUnknown, FailureStreak streak) {

    /** Makes the reason safe to show, as it may come from another instance. */
    public Cooldown {
        reason = ShownText.line(reason);
    }

    /**
     * Creates a period that no failure of a redemption has caused.
     *
     * @param reason the reason, in one line and without secrets
     * @param length how long the cooldown lasts from now on
     * @param outcomeUnknown whether the refresh token may be used up
     */
    public Cooldown(String reason, Duration length, boolean outcomeUnknown) {
        this(reason, length, outcomeUnknown, FailureStreak.none());
    }
}
