package io.tokenwell.spi;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Redeemed credentials that the account table has not taken yet.
 *
 * @param key the account
 * @param readVersion version of the row from which they were redeemed
 * @param redeemedToken the refresh token that was used up for them, or null if the row had none
 * @param credentials the keys that the redemption changed, with their new values
 * @since 0.1
 */
public record EscrowedRotation(
        AccountKey key, long readVersion, @Nullable Secret redeemedToken, Credentials credentials) {}
