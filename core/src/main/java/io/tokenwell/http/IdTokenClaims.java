package io.tokenwell.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selection of the claims of an {@code id_token} that the accounts of a platform store. The signature of the token is
 * not checked, as the token came over TLS from its issuer. Implementations are safe for use by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface IdTokenClaims {

    /** Selects no claims. */
    IdTokenClaims NONE = claims -> Map.of();

    /**
     * Selects the claims of OpenAI: {@code email}, and from {@code https://api.openai.com/auth}
     * {@code chatgpt_account_id}, {@code chatgpt_user_id}, and {@code organization_id}, which is the id of the default
     * organization or of the only one.
     */
    IdTokenClaims OPENAI = OpenAiClaims::stored;

    /**
     * Selects claims. An exception counts as an empty selection, as no claim is worth a failed refresh.
     *
     * @param claims the payload of the token
     * @return the values by the key under which they are stored
     */
    Map<String, String> stored(Map<String, @Nullable Object> claims);
}
