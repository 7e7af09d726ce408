package io.tokenwell.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which claims of an {@code id_token} a platform's accounts keep. The token's signature is not checked: it came over TLS
 * from its issuer. Safe for use by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface IdTokenClaims {

    /** Keeps none. */
    IdTokenClaims NONE = claims -> Map.of();

    /**
     * OpenAI's: {@code email}, and from {@code https://api.openai.com/auth} {@code chatgpt_account_id},
     * {@code chatgpt_user_id}, and {@code organization_id}: the id of the organization marked as default, or of the
     * only one.
     */
    IdTokenClaims OPENAI = OpenAiClaims::stored;

    /**
     * Picks claims. An exception counts as none picked: no claim is worth a refresh.
     *
     * @param claims the token's payload
     * @return values by the key under which they are stored
     */
    Map<String, String> stored(Map<String, @Nullable Object> claims);
}
