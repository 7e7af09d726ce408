package io.tokenwell.spi;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access token as the cache keeps it. Immutable and safe for use by any thread.
 *
 * @param token the access token
 * @param version the credentials' {@code _token_version}, 0 if they had none
 * @param expiresAt when the token expires, or null if that is unknown
 * @since 0.1
 */
public record CachedToken(
        Secret token, long version, @Nullable Instant expiresAt) {

    /**
     * The entry for an account's own token.
     *
     * @param account the account
     * @return the entry, empty if the account has no access token
     */
    public static Optional<CachedToken> of(Account account) {
        Credentials credentials = account.credentials();
        return credentials
                .accessToken()
                .map(token -> new CachedToken(
                        token,
                        credentials.tokenVersion(),
                        credentials.expiresAt().orElse(null)));
    }

    /**
     * This entry with its token stripped.
     *
     * @return the entry, empty if its token is blank or has characters that no token has: such a hit is a miss
     */
    @SuppressWarnings("ReferenceEquality") // the very same secret comes back when there was nothing to strip
    public Optional<CachedToken> stripped() {
        return token.stripped()
                .map(stripped -> stripped == token ? this : new CachedToken(stripped, version, expiresAt));
    }
}
