package io.tokenwell.spi;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Redeemed credentials that the account table has not taken yet. Immutable and safe for use by any thread.
 *
 * @param key the account
 * @param readVersion version of the row they were redeemed from
 * @param redeemedToken the refresh token that was used up for them, or null if the row had none
 * @param credentials the keys that the redemption touched, with their new values
 * @since 0.1
 */
public record EscrowedRotation(
        AccountKey key, long readVersion, @Nullable Secret redeemedToken, Credentials credentials) {}
