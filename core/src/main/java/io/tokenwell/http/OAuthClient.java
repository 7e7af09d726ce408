package io.tokenwell.http;

import io.tokenwell.Secret;
import io.tokenwell.WireText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth2 client that refreshes (RFC 6749 section 2). Immutable and safe for use by any thread; prints no secret.
 *
 * @param id client identifier, used for accounts whose credentials name none
 * @param secret client secret, or null for a public client; goes out with this identifier only, never beside another
 *     one from an account's credentials
 * @param authentication how the secret is sent; without a secret it means nothing
 * @since 0.1
 */
public record OAuthClient(String id, @Nullable Secret secret, Authentication authentication) {

    /** The ways of RFC 6749 section 2.3.1. */
    public enum Authentication {
        /** {@code client_secret} in the form. */
        POST,
        /** HTTP Basic, both halves form-encoded first. */
        BASIC
    }

    /**
     * Checks that there is an identifier, and that it and the secret can be sent.
     *
     * @throws IllegalArgumentException if the identifier or the secret is blank, or has characters that neither may have
     *     ({@link WireText}); names the place, never the secret
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
     * A client without a secret.
     *
     * @param id client identifier
     * @return the client
     */
    public static OAuthClient ofPublic(String id) {
        return new OAuthClient(id, null, Authentication.POST);
    }
}
