package io.tokenwell.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one platform's token endpoint. Immutable and safe for use by any thread; a value that cannot work is
 * refused when it is built. Any RFC 6749 server is described by {@link #rfc6749} and the {@code with} methods alone.
 *
 * @param platform value of {@link io.tokenwell.Account#platform()} that this endpoint serves, compared exactly
 * @param tokenUri where refresh tokens are redeemed: https, or http to loopback
 * @param client who redeems
 * @param scope what is asked for, blank for nothing
 * @param terminalCodes error codes that say, with status 400, 401 or 403, that a refresh token is spent for good
 * @param idTokenClaims what is kept of the {@code id_token} besides itself
 * @param defaultLifetime life of an access token whose answer names none; null leaves its expiry unknown
 * @param transport timeouts and limits
 */
public record TokenEndpointSettings(
        String platform,
        URI tokenUri,
        OAuthClient client,
        String scope,
        Set<String> terminalCodes,
        IdTokenClaims idTokenClaims,
        @Nullable Duration defaultLifetime,
        TransportSettings transport) {

    /** Scope that OpenAI's accounts are refreshed with. */
    public static final String OPENAI_SCOPE = "openid profile email";

    private static final Set<String> OPENAI_TERMINAL_CODES = Set.of(
            "invalid_grant",
            "refresh_token_reused",
            "refresh_token_invalidated",
            "refresh_token_expired",
            "token_expired",
            "app_session_terminated");

    /**
     * Checks platform, address and lifetime.
     *
     * @throws IllegalArgumentException if the platform is blank, the default lifetime is not positive, or the address is
     *     not absolute, carries a user or a fragment, or would send tokens unencrypted
     */
    public TokenEndpointSettings {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(idTokenClaims, "idTokenClaims");
        scope = scope.strip();
        terminalCodes = Set.copyOf(terminalCodes);
        if (platform.isBlank()) {
            throw new IllegalArgumentException("platform must not be blank");
        }
        if (defaultLifetime != null && defaultLifetime.toSeconds() <= 0) {
            throw new IllegalArgumentException("defaultLifetime must be at least 1 s, but is " + defaultLifetime);
        }
        TokenUri.require(tokenUri, transport.allowPlainHttp());
    }

    /**
     * OpenAI's rules.
     *
     * @param tokenUri where refresh tokens are redeemed
     * @param clientId client of accounts whose credentials name none
     * @return the settings
     */
    public static TokenEndpointSettings openAi(URI tokenUri, String clientId) {
        return rfc6749("openai", tokenUri, OAuthClient.ofPublic(clientId))
                .withScope(OPENAI_SCOPE)
                .withTerminalCodes(OPENAI_TERMINAL_CODES)
                .withIdTokenClaims(IdTokenClaims.OPENAI);
    }

    /**
     * Plain RFC 6749: no scope, {@code invalid_grant} is terminal, an {@code id_token} is kept as it is.
     *
     * @param platform platform that is served
     * @param tokenUri where refresh tokens are redeemed
     * @param client who redeems
     * @return the settings
     */
    public static TokenEndpointSettings rfc6749(String platform, URI tokenUri, OAuthClient client) {
        return new TokenEndpointSettings(
                platform,
                tokenUri,
                client,
                "",
                Set.of("invalid_grant"),
                IdTokenClaims.NONE,
                null,
                TransportSettings.defaults());
    }

    /**
     * These settings with another client.
     *
     * @param who who redeems
     * @return a copy
     */
    public TokenEndpointSettings withClient(OAuthClient who) {
        return new TokenEndpointSettings(
                platform, tokenUri, who, scope, terminalCodes, idTokenClaims, defaultLifetime, transport);
    }

    /**
     * These settings with another scope.
     *
     * @param wanted what is asked for, blank for nothing
     * @return a copy
     */
    public TokenEndpointSettings withScope(String wanted) {
        return new TokenEndpointSettings(
                platform, tokenUri, client, wanted, terminalCodes, idTokenClaims, defaultLifetime, transport);
    }

    /**
     * These settings with other terminal codes.
     *
     * @param codes codes that say that a refresh token is spent for good
     * @return a copy
     */
    public TokenEndpointSettings withTerminalCodes(Set<String> codes) {
        return new TokenEndpointSettings(
                platform, tokenUri, client, scope, codes, idTokenClaims, defaultLifetime, transport);
    }

    /**
     * These settings with other claims to keep.
     *
     * @param claims what is kept of the {@code id_token}
     * @return a copy
     */
    public TokenEndpointSettings withIdTokenClaims(IdTokenClaims claims) {
        return new TokenEndpointSettings(
                platform, tokenUri, client, scope, terminalCodes, claims, defaultLifetime, transport);
    }

    /**
     * These settings with a lifetime for answers that name none.
     *
     * @param lifetime the lifetime
     * @return a copy
     */
    public TokenEndpointSettings withDefaultLifetime(Duration lifetime) {
        return new TokenEndpointSettings(
                platform, tokenUri, client, scope, terminalCodes, idTokenClaims, lifetime, transport);
    }

    /**
     * These settings with other timeouts and limits.
     *
     * @param limits timeouts and limits
     * @return a copy
     */
    public TokenEndpointSettings withTransport(TransportSettings limits) {
        return new TokenEndpointSettings(
                platform, tokenUri, client, scope, terminalCodes, idTokenClaims, defaultLifetime, limits);
    }
}
