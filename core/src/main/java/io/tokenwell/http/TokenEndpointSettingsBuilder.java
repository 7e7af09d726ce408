package io.tokenwell.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link TokenEndpointSettings}, starting from plain RFC 6749. Not for use by several threads.
 *
 * @since 0.1
 */
public final class TokenEndpointSettingsBuilder {

    private @Nullable String platform;
    private @Nullable URI tokenUri;
    private @Nullable AccountUris accountUris;
    private @Nullable OAuthClient client;
    private TokenRequestFormat request = TokenRequestFormat.rfc6749();
    private TokenAnswerFormat answer = TokenAnswerFormat.rfc6749();
    private String scope = "";
    private Set<String> terminalCodes = Set.of("invalid_grant");
    private List<AnswerRule> rules = TokenEndpointSettings.RULES;
    private AnswerJudge judge = AnswerJudge.NONE;
    private IdTokenClaims idTokenClaims = IdTokenClaims.NONE;
    private @Nullable Duration defaultLifetime;
    private TransportSettings transport = TransportSettings.defaults();

    TokenEndpointSettingsBuilder() {}

    /**
     * Sets the value of {@link io.tokenwell.Account#platform()} that this endpoint serves. Required.
     *
     * @param platform the platform, compared exactly; not blank
     * @return this builder
     */
    public TokenEndpointSettingsBuilder platform(String platform) {
        this.platform = platform;
        return this;
    }

    /**
     * Sets where refresh tokens are redeemed. Required.
     *
     * @param tokenUri the address: https, or http to loopback
     * @return this builder
     */
    public TokenEndpointSettingsBuilder tokenUri(URI tokenUri) {
        this.tokenUri = tokenUri;
        return this;
    }

    /**
     * Sets addresses that differ from account to account. Default: null, for none.
     *
     * @param accountUris the addresses, or null
     * @return this builder
     */
    public TokenEndpointSettingsBuilder accountUris(@Nullable AccountUris accountUris) {
        this.accountUris = accountUris;
        return this;
    }

    /**
     * Sets who redeems. Required.
     *
     * @param client the client
     * @return this builder
     */
    public TokenEndpointSettingsBuilder client(OAuthClient client) {
        this.client = client;
        return this;
    }

    /**
     * Sets how the server wants to be asked. Default: {@link TokenRequestFormat#rfc6749()}.
     *
     * @param request the format
     * @return this builder
     */
    public TokenEndpointSettingsBuilder request(TokenRequestFormat request) {
        this.request = request;
        return this;
    }

    /**
     * Sets where the server puts what it grants. Default: {@link TokenAnswerFormat#rfc6749()}.
     *
     * @param answer the format
     * @return this builder
     */
    public TokenEndpointSettingsBuilder answer(TokenAnswerFormat answer) {
        this.answer = answer;
        return this;
    }

    /**
     * Sets what is asked for. Default: nothing.
     *
     * @param scope the scope, blank for nothing
     * @return this builder
     */
    public TokenEndpointSettingsBuilder scope(String scope) {
        this.scope = scope;
        return this;
    }

    /**
     * Sets which error codes say that a refresh token is spent for good. Default: {@code invalid_grant} alone.
     *
     * @param terminalCodes the codes
     * @return this builder
     */
    public TokenEndpointSettingsBuilder terminalCodes(Set<String> terminalCodes) {
        this.terminalCodes = terminalCodes;
        return this;
    }

    /**
     * Sets what answers without a token mean, where the code alone does not say. Default: {@code invalid_grant} passes where
     * the server says that another request with the token is still being processed (Salesforce).
     *
     * @param rules the rules; the first that applies decides
     * @return this builder
     */
    public TokenEndpointSettingsBuilder rules(List<AnswerRule> rules) {
        this.rules = rules;
        return this;
    }

    /**
     * Sets a function for what no rule can say. Default: {@link AnswerJudge#NONE}.
     *
     * @param judge asked before the rules
     * @return this builder
     */
    public TokenEndpointSettingsBuilder judge(AnswerJudge judge) {
        this.judge = judge;
        return this;
    }

    /**
     * Sets what is kept of the {@code id_token} besides itself. Default: {@link IdTokenClaims#NONE}.
     *
     * @param idTokenClaims the claims
     * @return this builder
     */
    public TokenEndpointSettingsBuilder idTokenClaims(IdTokenClaims idTokenClaims) {
        this.idTokenClaims = idTokenClaims;
        return this;
    }

    /**
     * Sets the life of an access token whose answer names none. Default: null.
     *
     * @param defaultLifetime the life, at least 1 s; null leaves the expiry unknown
     * @return this builder
     */
    public TokenEndpointSettingsBuilder defaultLifetime(@Nullable Duration defaultLifetime) {
        this.defaultLifetime = defaultLifetime;
        return this;
    }

    /**
     * Sets timeouts and limits. Default: {@link TransportSettings#defaults()}.
     *
     * @param transport the limits
     * @return this builder
     */
    public TokenEndpointSettingsBuilder transport(TransportSettings transport) {
        this.transport = transport;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws NullPointerException if one that is required was not given
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public TokenEndpointSettings build() {
        return new TokenEndpointSettings(
                Objects.requireNonNull(platform, "platform"),
                Objects.requireNonNull(tokenUri, "tokenUri"),
                accountUris,
                Objects.requireNonNull(client, "client"),
                request,
                answer,
                scope,
                terminalCodes,
                rules,
                judge,
                idTokenClaims,
                defaultLifetime,
                transport);
    }
}
