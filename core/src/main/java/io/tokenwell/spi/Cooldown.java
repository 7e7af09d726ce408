package io.tokenwell.spi;

import io.tokenwell.ShownText;
import java.time.Duration;

/**
 * A period during which an account is not redeemed, and the reason for it.
 *
 * @param reason what failed, in one line and without secrets
 * @param length how long the cooldown lasts from now on
 * @param outcomeUnknown whether the refresh token may be used up: it was sent, and no usable answer was received
 * @since 0.1
 */
public record Cooldown(String reason, Duration length, boolean outcomeUnknown) {

    /** Makes the reason safe to show, as it may come from another instance. */
    public Cooldown {
        reason = ShownText.line(reason);
    }
}
