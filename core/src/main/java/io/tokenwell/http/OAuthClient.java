package io.tokenwell.http;

import io.tokenwell.Secret;
import io.tokenwell.WireText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth2 client that refreshes (RFC 6749 section 2). Prints no secret.
 *
 * <p>Use {@link #ofPublic}, {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical
 * constructor is not part of the public API.
 *
 * @param id client identifier, used for accounts whose credentials name none
 * @param secret client secret, or null for a public client; sent only with this identifier. An account whose credentials
 *     name another {@code client_id} is refreshed with its own {@code client_secret}, or as a public client
 * @param authentication how the secret is sent; without effect if there is no secret
 * @param assertion signs what proves the client instead of a secret, only for this identifier; or null
 * @since 0.1
 */
public record OAuthClient(
        String id,
        @Nullable Secret secret,
        Authentication authentication,
        @Nullable ClientAssertion assertion) {

    /** How a client proves itself with its secret. Basic sends the client in the header only, never in the body as well. */
    public enum Authentication {
        /** {@code client_id} and {@code client_secret} in the body (RFC 6749 section 2.3.1). */
        POST,
        /** HTTP Basic, both halves form-encoded first (RFC 6749 section 2.3.1). */
        BASIC,
        /** HTTP Basic with both halves as they are (RFC 7617), for servers that do not decode them. */
        BASIC_RAW,
        /** HTTP Basic with the secret as the user and no password. */
        SECRET_AS_USER;

        /** Returns the value of {@code Authorization}; null if the client is in the body. */
        @Nullable
        String header(String id, String secret) {
            return switch (this) {
                case POST -> null;
                case BASIC -> basic(encoded(id) + ':' + encoded(secret));
                case BASIC_RAW -> basic(id + ':' + secret);
                case SECRET_AS_USER -> basic(secret + ':');
            };
        }

        private static String basic(String pair) {
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        }

        private static String encoded(String half) {
            return URLEncoder.encode(half, StandardCharsets.UTF_8);
        }
    }

    /**
     * Checks that there is an identifier, and that the identifier and the secret can be sent.
     *
     * @throws IllegalArgumentException if the identifier or the secret is blank, or contains characters that it cannot
     *     have ({@link WireText}), there are a secret and an assertion, or there is a colon where the server could not tell the halves apart; the message names the
     *     position, never the secret
     */
    public OAuthClient {
        Objects.requireNonNull(authentication, "authentication");
        WireText.requireVisible("client id", id);
        if (secret != null && assertion != null) {
            throw new IllegalArgumentException("a client has a secret or an assertion, not both");
        }
        if (secret != null && secret.expose().isBlank()) {
            throw new IllegalArgumentException("client secret must not be blank: leave it out for a public client");
        }
        if (secret != null) {
            WireText.requireVisible("client secret", secret.expose());
        }
        if (authentication == Authentication.BASIC_RAW && id.indexOf(':') >= 0) {
            throw new IllegalArgumentException("client id must have no colon with BASIC_RAW: use BASIC");
        }
    }

    /**
     * Creates a client without a secret. It also suits a client that proves itself by its TLS certificate (RFC 8705), which is
     * a matter of the endpoint's HTTP client.
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
        return new OAuthClientBuilder()
                .id(id)
                .secret(secret)
                .authentication(authentication)
                .assertion(assertion);
    }
}
