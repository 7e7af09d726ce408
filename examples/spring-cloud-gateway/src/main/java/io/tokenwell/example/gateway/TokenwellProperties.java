package io.tokenwell.example.gateway;

import io.tokenwell.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What runs where. Addresses that may carry a password are secrets too.
 *
 * @param redis the cache, lock, cooldowns and escrow that all instances share; escrow holds refresh tokens: persistence on,
 *     {@code maxmemory-policy noeviction}
 * @param r2dbc the database of accounts and claims
 * @param openai the authorization server
 * @param upstream where requests are forwarded to
 * @param refresh when a token is replaced
 * @param nearCache which tokens this process keeps
 * @param encryptionKeys what tokens are encrypted with in Redis and PostgreSQL, newest first, each 32 random bytes in
 *     base64; none to keep them as they are
 * @param encryptionWritesPlain for the first of the two deployments that switch encryption on: read what is encrypted,
 *     write plain
 */
@ConfigurationProperties("tokenwell")
record TokenwellProperties(
        Redis redis,
        R2dbc r2dbc,
        OpenAi openai,
        Upstream upstream,
        @DefaultValue Refresh refresh,
        @DefaultValue NearCache nearCache,
        @DefaultValue List<Secret> encryptionKeys,
        @DefaultValue("false") boolean encryptionWritesPlain) {

    /**
     * Where Redis is.
     *
     * @param uri for example {@code redis://localhost:6379}
     */
    record Redis(Secret uri) {}

    /**
     * Where PostgreSQL is.
     *
     * @param url for example {@code r2dbc:postgresql://localhost/gateway}
     * @param username the user, if the address does not name it
     * @param password the user's password, if the address does not hold it
     */
    record R2dbc(
            Secret url, @Nullable String username, @Nullable Secret password) {}

    /**
     * Who redeems refresh tokens.
     *
     * @param tokenUri the token endpoint
     * @param clientId the client that the accounts were logged in with
     */
    record OpenAi(URI tokenUri, String clientId) {}

    /**
     * Where requests go.
     *
     * @param uri scheme, host and port
     */
    record Upstream(URI uri) {}

    /**
     * When a token is replaced.
     *
     * @param skew so long before its end
     * @param cacheSkew taken off its time in the cache; not below the skew
     */
    record Refresh(
            @DefaultValue("3m") Duration skew,
            @DefaultValue("5m") Duration cacheSkew) {}

    /**
     * Tokens that this process keeps, so that most requests ask nobody.
     *
     * @param maximumEntries how many; 0 to ask Redis each time
     * @param maximumStaleness how long each at most, should Redis not tell of its replacement
     */
    record NearCache(
            @DefaultValue("100000") int maximumEntries,
            @DefaultValue("30s") Duration maximumStaleness) {}
}
