package io.tokenwell.http;

import io.tokenwell.Account;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one platform's token endpoint. Immutable and safe for use by any thread; a value that cannot work is
 * refused when it is built. The builder describes any RFC 6749 server.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param platform value of {@link io.tokenwell.Account#platform()} that this endpoint serves, compared exactly
 * @param tokenUri where refresh tokens are redeemed: https, or http to loopback
 * @param accountUris addresses that differ from account to account; null for none. An account whose credentials lack a
 *     value for it is redeemed at {@code tokenUri}
 * @param client who redeems
 * @param request how the server wants to be asked
 * @param answer where the server puts what it grants
 * @param scope what is asked for, blank for nothing
 * @param terminalCodes error codes that say, with status 400, 401 or 403, that a refresh token is spent for good
 * @param rules what answers without a token mean, where the code alone does not say; the first that applies decides
 * @param judge what no rule can say; asked first
 * @param idTokenClaims what is kept of the {@code id_token} besides itself
 * @param defaultLifetime life of an access token whose answer names none; null leaves its expiry unknown
 * @param transport timeouts and limits
 * @since 0.1
 */
public record TokenEndpointSettings(
        String platform,
        URI tokenUri,
        @Nullable AccountUris accountUris,
        OAuthClient client,
        TokenRequestFormat request,
        TokenAnswerFormat answer,
        String scope,
        Set<String> terminalCodes,
        List<AnswerRule> rules,
        AnswerJudge judge,
        IdTokenClaims idTokenClaims,
        @Nullable Duration defaultLifetime,
        TransportSettings transport) {

    /** Scope that OpenAI's accounts are refreshed with. */
    public static final String OPENAI_SCOPE = "openid profile email";

    static final List<AnswerRule> RULES = List.of(
            AnswerRule.passing(Map.of("/error", "invalid_grant", "/error_description", ".*already being processed.*")));

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
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(idTokenClaims, "idTokenClaims");
        scope = scope.strip();
        terminalCodes = Set.copyOf(terminalCodes);
        rules = List.copyOf(rules);
        Objects.requireNonNull(judge, "judge");
        if (platform.isBlank()) {
            throw new IllegalArgumentException("platform must not be blank");
        }
        if (defaultLifetime != null && defaultLifetime.toSeconds() <= 0) {
            throw new IllegalArgumentException("defaultLifetime must be at least 1 s, but is " + defaultLifetime);
        }
        TokenUri.require(tokenUri, transport.allowPlainHttp());
    }

    /**
     * Starts with plain RFC 6749: no scope, {@code invalid_grant} is terminal, an {@code id_token} is kept as it is; platform,
     * address and client are required.
     *
     * @return a new builder
     */
    public static TokenEndpointSettingsBuilder builder() {
        return new TokenEndpointSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public TokenEndpointSettingsBuilder toBuilder() {
        return new TokenEndpointSettingsBuilder()
                .platform(platform)
                .tokenUri(tokenUri)
                .accountUris(accountUris)
                .client(client)
                .request(request)
                .answer(answer)
                .scope(scope)
                .terminalCodes(terminalCodes)
                .rules(rules)
                .judge(judge)
                .idTokenClaims(idTokenClaims)
                .defaultLifetime(defaultLifetime)
                .transport(transport);
    }

    /** Returns where the refresh token of an account goes; empty if its credentials name a place that is not allowed. */
    Optional<URI> tokenUri(Account account) {
        return accountUris != null && accountUris.areNamedBy(account)
                ? accountUris.of(account, transport.allowPlainHttp())
                : Optional.of(tokenUri);
    }

    /**
     * Returns OpenAI's rules.
     *
     * @param tokenUri where refresh tokens are redeemed
     * @param clientId client of accounts whose credentials name none
     * @return the settings
     */
    public static TokenEndpointSettings openAi(URI tokenUri, String clientId) {
        return builder()
                .platform("openai")
                .tokenUri(tokenUri)
                .client(OAuthClient.ofPublic(clientId))
                .scope(OPENAI_SCOPE)
                .terminalCodes(OPENAI_TERMINAL_CODES)
                .idTokenClaims(IdTokenClaims.OPENAI)
                .build();
    }
}
