package io.tokenwell.spi;

import io.tokenwell.ShownText;
import java.time.Duration;

/**
 * Time during which an account is not to be redeemed, and why. Immutable and safe for use by any thread.
 *
 * @param reason what failed, in one line and without secrets
 * @param length how long it lasts from now on
 * @param outcomeUnknown whether the refresh token may be used up: it was sent, and no usable answer came
 * @since 0.1
 */
public record Cooldown(String reason, Duration length, boolean outcomeUnknown) {

    /** The reason may come from another instance: made fit to be shown. */
    public Cooldown {
        reason = ShownText.line(reason);
    }
}
