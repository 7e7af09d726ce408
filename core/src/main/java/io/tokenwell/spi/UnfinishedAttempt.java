package io.tokenwell.spi;

import java.time.Instant;

/**
 * An earlier attempt that may have redeemed the refresh token that the row still has, and of which nothing was stored:
 * its process died, or no usable answer was received.
 *
 * @param owner owner of the attempt, as in its {@link ClaimRequest}
 * @param startedAt when it took its claim, on the clock of the store
 * @since 0.1
 */
public record UnfinishedAttempt(String owner, Instant startedAt) {}
