package io.tokenwell.example.kit.spring;

import io.tokenwell.Secret;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.SettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What runs where. Addresses that may carry a password are secrets too; they can be set in the environment, for example
 * {@code TOKENWELL_REDIS_URI}. Immutable and safe for use by any thread.
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
 * @param encryptionWritesPlain for the first of the deployments that switch encryption on: read what is encrypted, write
 *     plain
 * @param encryption more of it
 * @param limits what one client, or a silent upstream, can take up at most
 * @param demo what the demonstration starts
 */
@ConfigurationProperties("tokenwell")
public record TokenwellProperties(
        Redis redis,
        R2dbc r2dbc,
        OpenAi openai,
        Upstream upstream,
        @DefaultValue Refresh refresh,
        @DefaultValue NearCache nearCache,
        @DefaultValue List<Secret> encryptionKeys,
        @DefaultValue("false") boolean encryptionWritesPlain,
        @DefaultValue Encryption encryption,
        @NestedConfigurationProperty @DefaultValue LimitProperties limits,
        @DefaultValue Demo demo) {

    /**
     * Where Redis is.
     *
     * @param uri for example {@code redis://localhost:6379}
     */
    public record Redis(Secret uri) {}

    /**
     * Where PostgreSQL is.
     *
     * @param url for example {@code r2dbc:postgresql://localhost/gateway}
     * @param username the user, if the address does not name it
     * @param password the user's password, if the address does not hold it
     */
    public record R2dbc(
            Secret url, @Nullable String username, @Nullable Secret password) {}

    /**
     * Who redeems refresh tokens.
     *
     * @param tokenUri the token endpoint
     * @param clientId the client that the accounts were logged in with
     */
    public record OpenAi(URI tokenUri, String clientId) {}

    /**
     * Where requests go.
     *
     * @param uri scheme, host and port
     * @param http2 whether it speaks HTTP/2 without TLS, so that many requests share a connection
     * @param replayLimit how long a body may be to be sent once more after a 401
     */
    public record Upstream(
            URI uri,
            @DefaultValue("false") boolean http2,
            @DefaultValue("64KB") DataSize replayLimit) {}

    /**
     * When a token is replaced.
     *
     * @param skew so long before its end
     * @param cacheSkew taken off its time in the cache; not below the skew
     */
    public record Refresh(
            @DefaultValue("3m") Duration skew,
            @DefaultValue("5m") Duration cacheSkew) {}

    /**
     * Tokens that this process keeps, so that most requests ask nobody.
     *
     * @param maximumEntries how many; 0 to ask Redis each time
     * @param maximumStaleness how long each at most, should Redis not tell of its replacement
     */
    public record NearCache(
            @DefaultValue("100000") int maximumEntries,
            @DefaultValue("30s") Duration maximumStaleness) {}

    /**
     * How tokens lie in the stores.
     *
     * @param strict for the last of the deployments that switch encryption on: refuse what is not encrypted
     */
    public record Encryption(@DefaultValue("false") boolean strict) {}

    /**
     * What the demonstration starts.
     *
     * @param enabled whether servers are started for addresses that are not set
     * @param tokenLife how long its tokens live
     */
    public record Demo(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("30s") Duration tokenLife) {}

    /**
     * The same, checked.
     *
     * @return the settings of the gateway
     * @throws SettingException if one cannot work
     */
    public GatewaySettings checked() {
        return new GatewaySettings(
                new GatewaySettings.Redis(redis.uri()),
                new GatewaySettings.R2dbc(r2dbc.url(), r2dbc.username(), r2dbc.password()),
                new GatewaySettings.OpenAi(openai.tokenUri(), openai.clientId()),
                new GatewaySettings.Upstream(upstream.uri(), upstream.http2(), bytes(upstream.replayLimit())),
                new GatewaySettings.Refresh(refresh.skew(), refresh.cacheSkew()),
                new GatewaySettings.NearCache(nearCache.maximumEntries(), nearCache.maximumStaleness()),
                GatewaySettings.Encryption.of(encryptionKeys, encryptionWritesPlain, encryption.strict()),
                limits.checked());
    }

    /** What is out of range stays out of range. */
    static int bytes(DataSize size) {
        return (int) Math.max(-1, Math.min(size.toBytes(), Integer.MAX_VALUE));
    }
}
