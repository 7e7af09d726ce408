package io.tokenwell.example.servers;

import java.time.Duration;
import java.util.Map;

/**
 * What the token endpoint answers.
 *
 * @param status the HTTP status
 * @param body the JSON object
 */
record TokenReply(int status, Map<String, ?> body) {

    @Override
    public String toString() {
        return "TokenReply[status=" + status + "]";
    }

    static TokenReply grant(IssuedTokens tokens, String idToken, String scope, Duration lifetime) {
        Map<String, Object> body = Map.of(
                "access_token",
                tokens.accessToken(),
                "refresh_token",
                tokens.refreshToken(),
                "id_token",
                idToken,
                "token_type",
                "Bearer",
                "scope",
                scope,
                "expires_in",
                lifetime.toSeconds());
        return new TokenReply(200, body);
    }

    static TokenReply reused() {
        Map<String, String> error = Map.of("code", "refresh_token_reused", "message", "it was used before");
        return new TokenReply(401, Map.of("error", error));
    }

    static TokenReply refusal(String code, String description) {
        return new TokenReply(400, Map.of("error", code, "error_description", description));
    }

    static TokenReply of(TokenRequest.Refused refused) {
        return refusal(refused.code(), String.valueOf(refused.getMessage()));
    }
}
