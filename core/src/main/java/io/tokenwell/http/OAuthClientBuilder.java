package io.tokenwell.http;

import io.tokenwell.Secret;
import io.tokenwell.http.OAuthClient.Authentication;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link OAuthClient}, starting from a public one. Not for use by several threads.
 *
 * @since 0.1
 */
public final class OAuthClientBuilder {

    private @Nullable String id;
    private @Nullable Secret secret;
    private Authentication authentication = Authentication.POST;
    private @Nullable ClientAssertion assertion;

    OAuthClientBuilder() {}

    /**
     * Sets the client identifier, used for accounts whose credentials name none. Required.
     *
     * @param id the identifier
     * @return this builder
     */
    public OAuthClientBuilder id(String id) {
        this.id = id;
        return this;
    }

    /**
     * Sets the client secret, which is sent only with this identifier. Default: null, for a public client.
     *
     * @param secret the secret, or null
     * @return this builder
     */
    public OAuthClientBuilder secret(@Nullable Secret secret) {
        this.secret = secret;
        return this;
    }

    /**
     * Sets how the secret is sent. Default: {@link Authentication#POST}. Without effect if there is no secret.
     *
     * @param authentication the method
     * @return this builder
     */
    public OAuthClientBuilder authentication(Authentication authentication) {
        this.authentication = authentication;
        return this;
    }

    /**
     * Sets what signs a proof of the client instead of a secret (RFC 7523). Default: null.
     *
     * @param assertion for example {@link io.tokenwell.jose.PrivateKeyJwt}, or null
     * @return this builder
     */
    public OAuthClientBuilder assertion(@Nullable ClientAssertion assertion) {
        this.assertion = assertion;
        return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws NullPointerException if no identifier was given
     * @throws IllegalArgumentException if the identifier or the secret cannot be sent; the message names the position,
     *     never the secret
     */
    public OAuthClient build() {
        return new OAuthClient(Objects.requireNonNull(id, "id"), secret, authentication, assertion);
    }
}
