package io.tokenwell.http;

import java.util.Base64;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the claims of an {@code id_token} (RFC 7519). A token that cannot be read costs its claims, never the refresh.
 */
final class IdToken {

    private static final Logger LOG = LoggerFactory.getLogger(IdToken.class);

    private IdToken() {}

    static Map<String, String> claims(long accountId, String idToken, IdTokenClaims wanted) {
        try {
            return Json.object(payload(idToken))
                    .map(wanted::stored)
                    .orElseGet(() -> unreadable(accountId, "no object"));
        } catch (RuntimeException quotesItsInput) {
            return unreadable(accountId, quotesItsInput.getClass().getSimpleName());
        }
    }

    private static byte[] payload(String idToken) {
        String[] parts = idToken.split("\\.", -1);
        return parts.length == 3 ? Base64.getUrlDecoder().decode(parts[1]) : new byte[0];
    }

    private static Map<String, String> unreadable(long accountId, String why) {
        LOG.debug(
                "The claims of the id_token are not readable, the refresh goes on without them: account_id={} error={}",
                accountId,
                why);
        return Map.of();
    }
}
