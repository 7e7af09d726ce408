package io.tokenwell.http;

import io.tokenwell.Secret;
import io.tokenwell.WireText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth2 client that refreshes (RFC 6749 section 2). Prints no secret.
 *
 * <p>Use {@link #ofPublic}, {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical
 * constructor is not part of the public API.
 *
 * @param id client identifier, used for accounts whose credentials name none
 * @param secret client secret, or null for a public client; sent only with this identifier, never with another one from
 *     the credentials of an account
 * @param authentication how the secret is sent; without effect if there is no secret
 * @since 0.1
 */
public record OAuthClient(String id, @Nullable Secret secret, Authentication authentication) {

    /** The methods of RFC 6749 section 2.3.1. */
    public enum Authentication {
        /** {@code client_secret} in the form. */
        POST,
        /** HTTP Basic, both halves form-encoded first. */
        BASIC
    }

    /**
     * Checks that there is an identifier, and that the identifier and the secret can be sent.
     *
     * @throws IllegalArgumentException if the identifier or the secret is blank, or contains characters that it cannot
     *     have ({@link WireText}); the message names the position, never the secret
     */
    public OAuthClient {
        Objects.requireNonNull(authentication, "authentication");
        WireText.requireVisible("client id", id);
        if (secret != null && secret.expose().isBlank()) {
            throw new IllegalArgumentException("client secret must not be blank: leave it out for a public client");
        }
        if (secret != null) {
            WireText.requireVisible("client secret", secret.expose());
        }
    }

    /**
     * Creates a client without a secret.
     *
     * @param id client identifier
     * @return the client
     */
    public static OAuthClient ofPublic(String id) {
        return builder().id(id).build();
    }

    /**
     * Starts with a public client; its identifier is required.
     *
     * @return a new builder
     */
    public static OAuthClientBuilder builder() {
        return new OAuthClientBuilder();
    }

    /**
     * Starts with this client.
     *
     * @return a new builder
     */
    public OAuthClientBuilder toBuilder() {
        return new OAuthClientBuilder().id(id).secret(secret).authentication(authentication);
    }
}
