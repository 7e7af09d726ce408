package io.tokenwell.spi;

import java.time.Instant;

/**
 * An earlier attempt that may have redeemed the very refresh token that a row still holds, and of which nothing was
 * stored: its process died, or no usable answer came. Immutable and safe for use by any thread.
 *
 * @param owner who attempted it, as its {@link ClaimRequest} said
 * @param startedAt when it took its claim, on the store's clock
 * @since 0.1
 */
public record UnfinishedAttempt(String owner, Instant startedAt) {}
