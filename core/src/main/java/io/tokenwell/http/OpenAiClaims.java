package io.tokenwell.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the claims of OpenAI about a user. Values of an unexpected form are left out. */
final class OpenAiClaims {

    private static final String AUTH = "https://api.openai.com/auth";

    private OpenAiClaims() {}

    static Map<String, String> stored(Map<String, @Nullable Object> claims) {
        Map<?, ?> auth = claims.get(AUTH) instanceof Map<?, ?> found ? found : Map.of();
        Map<String, String> stored = new LinkedHashMap<>();
        put(stored, "email", claims.get("email"));
        put(stored, "chatgpt_account_id", auth.get("chatgpt_account_id"));
        put(stored, "chatgpt_user_id", auth.get("chatgpt_user_id"));
        put(stored, "organization_id", defaultOrganization(auth.get("organizations")));
        return stored;
    }

    private static @Nullable Object defaultOrganization(@Nullable Object organizations) {
        List<?> all = organizations instanceof List<?> list ? list : List.of();
        return all.stream()
                .filter(each -> each instanceof Map<?, ?> map
                        && (all.size() == 1 || Boolean.TRUE.equals(map.get("is_default"))))
                .findFirst()
                .map(each -> (Object) ((Map<?, ?>) each).get("id"))
                .orElse(null);
    }

    private static void put(Map<String, String> stored, String key, @Nullable Object value) {
        if (value instanceof String text && !text.isBlank()) {
            stored.put(key, text.strip());
        }
    }
}
