package io.tokenwell.example.lab.net;

import java.time.Instant;

/**
 * What a login yields. Prints no token.
 *
 * @param accountId whose tokens they are
 * @param family the family they found
 * @param accessToken the access token
 * @param refreshToken the refresh token, good for one use
 * @param expiresAt when the access token ceases to be accepted
 */
public record Login(long accountId, long family, String accessToken, String refreshToken, Instant expiresAt) {

    @Override
    public String toString() {
        return "Login[accountId=" + accountId + ", family=" + family + ", expiresAt=" + expiresAt + "]";
    }
}
