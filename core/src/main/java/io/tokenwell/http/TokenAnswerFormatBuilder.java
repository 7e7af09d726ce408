package io.tokenwell.http;

import java.time.Duration;
import java.util.Map;

/**
 * Makes a {@link TokenAnswerFormat}, starting from RFC 6749. Not for use by several threads.
 *
 * @since 0.1
 */
public final class TokenAnswerFormatBuilder {

    private String accessToken = "/access_token";
    private String refreshToken = "/refresh_token";
    private String expiresIn = "/expires_in";
    private Duration lifetimeUnit = Duration.ofSeconds(1);
    private String expiresAt = "/expires_at";
    private Map<String, String> kept = Map.of(
            "scope", "/scope",
            "instance_url", "/instance_url",
            "api_domain", "/api_domain",
            "resource_url", "/resource_url");

    TokenAnswerFormatBuilder() {}

    /**
     * Sets the place of the access token. Default: {@code /access_token}.
     *
     * @param accessToken the place
     * @return this builder
     */
    public TokenAnswerFormatBuilder accessToken(String accessToken) {
        this.accessToken = accessToken;
        return this;
    }

    /**
     * Sets the place of the refresh token. Default: {@code /refresh_token}.
     *
     * @param refreshToken the place
     * @return this builder
     */
    public TokenAnswerFormatBuilder refreshToken(String refreshToken) {
        this.refreshToken = refreshToken;
        return this;
    }

    /**
     * Sets the place of the access token's lifetime. Default: {@code /expires_in}.
     *
     * @param expiresIn the place
     * @return this builder
     */
    public TokenAnswerFormatBuilder expiresIn(String expiresIn) {
        this.expiresIn = expiresIn;
        return this;
    }

    /**
     * Sets what a lifetime of 1 means. Default: 1 s.
     *
     * @param lifetimeUnit the unit
     * @return this builder
     */
    public TokenAnswerFormatBuilder lifetimeUnit(Duration lifetimeUnit) {
        this.lifetimeUnit = lifetimeUnit;
        return this;
    }

    /**
     * Sets the place of the access token's absolute expiry. Default: {@code /expires_at}.
     *
     * @param expiresAt the place
     * @return this builder
     */
    public TokenAnswerFormatBuilder expiresAt(String expiresAt) {
        this.expiresAt = expiresAt;
        return this;
    }

    /**
     * Sets which further values are stored. Default: {@code scope}, {@code instance_url}, {@code api_domain} and
     * {@code resource_url}.
     *
     * @param kept places by the key under which the value is stored
     * @return this builder
     */
    public TokenAnswerFormatBuilder kept(Map<String, String> kept) {
        this.kept = kept;
        return this;
    }

    /**
     * Builds the format.
     *
     * @return the format
     * @throws IllegalArgumentException if a value cannot work, naming it
     */
    public TokenAnswerFormat build() {
        return new TokenAnswerFormat(accessToken, refreshToken, expiresIn, lifetimeUnit, expiresAt, kept);
    }
}
