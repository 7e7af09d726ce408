package io.tokenwell.example.servers;

import java.time.Instant;

/**
 * What a login, or the use of a refresh token, yields. Prints no token.
 *
 * @param accountId whose tokens they are
 * @param accessToken the access token
 * @param refreshToken the refresh token, good for one use
 * @param expiresAt when the access token ceases to be accepted
 */
public record IssuedTokens(long accountId, String accessToken, String refreshToken, Instant expiresAt) {

    @Override
    public String toString() {
        return "IssuedTokens[accountId=" + accountId + ", expiresAt=" + expiresAt + "]";
    }
}
