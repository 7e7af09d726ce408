package io.tokenwell.example.servers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An unsigned identity token with the claims OpenAI's carries. */
final class IdToken {

    private IdToken() {}

    static String of(long accountId, String issuer, Instant issuedAt, Instant expiresAt) {
        Map<String, Object> claims = Map.of(
                "iss",
                issuer,
                "sub",
                "user-" + accountId,
                "iat",
                issuedAt.getEpochSecond(),
                "exp",
                expiresAt.getEpochSecond(),
                "email",
                "account" + accountId + "@demo.test",
                "https://api.openai.com/auth",
                workspace(accountId));
        // The empty third part is the signature of "none".
        return part(Map.of("alg", "none", "typ", "JWT")) + "." + part(claims) + ".";
    }

    private static Map<String, Object> workspace(long accountId) {
        return Map.of(
                "chatgpt_account_id", "demo-account-" + accountId,
                "chatgpt_user_id", "demo-user-" + accountId,
                "organizations",
                        List.of(
                                Map.of("id", "demo-org-" + accountId + "-other", "is_default", false),
                                Map.of("id", "demo-org-" + accountId, "is_default", true)));
    }

    private static String part(Map<String, Object> content) {
        byte[] json = HttpFace.json(content).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }
}
