package io.tokenwell.http;

import io.tokenwell.AccountIds;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the claims of an {@code id_token} (RFC 7519), or the expiry of an access token that is a JWT. A token that cannot
 * be read costs its claims, never the refresh.
 */
final class IdToken {

    private static final Logger LOG = LoggerFactory.getLogger(IdToken.class);

    /** The year 5138: greater numbers are of another unit. */
    private static final long LATEST_SECONDS = 100_000_000_000L;

    private IdToken() {}

    static Map<String, String> claims(String accountId, String idToken, IdTokenClaims wanted) {
        try {
            return Json.object(payload(idToken))
                    .map(wanted::stored)
                    .orElseGet(() -> unreadable(accountId, "no object"));
        } catch (RuntimeException quotesItsInput) {
            return unreadable(accountId, quotesItsInput.getClass().getSimpleName());
        }
    }

    /**
     * Returns the claim {@code exp} (RFC 7519 section 4.1.4) of a token; empty if the token is no JWT or names none. The
     * signature is not checked: the token came from its issuer.
     */
    static Optional<Instant> expiry(String token) {
        try {
            return Json.object(payload(token))
                    .map(claims -> claims.get("exp") instanceof Number seconds ? seconds.longValue() : 0L)
                    .filter(seconds -> seconds > 0 && seconds < LATEST_SECONDS)
                    .map(Instant::ofEpochSecond);
        } catch (IllegalArgumentException noJwt) {
            return Optional.empty();
        }
    }

    private static byte[] payload(String idToken) {
        String[] parts = idToken.split("\\.", -1);
        return parts.length == 3 ? Base64.getUrlDecoder().decode(parts[1]) : new byte[0];
    }

    private static Map<String, String> unreadable(String accountId, String why) {
        LOG.debug(
                "The claims of the id_token are not readable, the refresh goes on without them: account_id={} error={}",
                AccountIds.encoded(accountId),
                why);
        return Map.of();
    }
}
