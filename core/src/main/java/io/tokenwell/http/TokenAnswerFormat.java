package io.tokenwell.http;

import io.tokenwell.Credentials;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Where the server of a platform puts what it grants, where that differs from RFC 6749 section 5.1. Places are JSON
 * Pointers (RFC 6901) into the answer, such as {@code /authed_user/access_token}; a form-encoded answer is read as an
 * object of texts. Immutable.
 *
 * <p>Use {@link #rfc6749()}, {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical
 * constructor is not part of the public API.
 *
 * @param accessToken place of the access token
 * @param refreshToken place of the refresh token
 * @param expiresIn place of the access token's lifetime
 * @param lifetimeUnit what a lifetime of 1 means
 * @param expiresAt place of the access token's absolute expiry, read as {@link Credentials#expiresAt()} is; used where
 *     there is no lifetime
 * @param kept places of further values that are stored, by the key under which they are stored
 * @since 0.1
 */
public record TokenAnswerFormat(
        String accessToken,
        String refreshToken,
        String expiresIn,
        Duration lifetimeUnit,
        String expiresAt,
        Map<String, String> kept) {

    /** Keys that belong to the refresh itself, or name the client. */
    private static final Set<String> RESERVED = Set.of(
            Credentials.ACCESS_TOKEN,
            Credentials.REFRESH_TOKEN,
            Credentials.EXPIRES_AT,
            "id_token",
            "client_id",
            "client_secret");

    private static final TokenAnswerFormat RFC_6749 = builder().build();

    /**
     * Checks places and keys.
     *
     * @throws IllegalArgumentException if a place is no JSON Pointer, the unit is not positive, or a key cannot be kept,
     *     naming it
     */
    public TokenAnswerFormat {
        Objects.requireNonNull(lifetimeUnit, "lifetimeUnit");
        kept = Map.copyOf(kept);
        Places.require("accessToken", accessToken);
        Places.require("refreshToken", refreshToken);
        Places.require("expiresIn", expiresIn);
        Places.require("expiresAt", expiresAt);
        if (lifetimeUnit.isZero() || lifetimeUnit.isNegative()) {
            throw new IllegalArgumentException("lifetimeUnit must be positive, but is " + lifetimeUnit);
        }
        kept.forEach(TokenAnswerFormat::requireKept);
    }

    private static void requireKept(String key, String place) {
        Places.require("kept " + key, place);
        if (key.isBlank() || key.startsWith("_") || RESERVED.contains(key)) {
            throw new IllegalArgumentException(
                    "kept must not have the key \"" + key + "\": the refresh itself uses it");
        }
    }

    /**
     * Returns the format of RFC 6749 section 5.1. Kept are {@code scope}, and {@code instance_url}, {@code api_domain} and
     * {@code resource_url}, which tell where the new token is to be used.
     *
     * @return the format
     */
    public static TokenAnswerFormat rfc6749() {
        return RFC_6749;
    }

    /**
     * Returns the format of a server that puts a whole answer of RFC 6749 into an object of its own.
     *
     * @param place the object, for example {@code /authed_user}
     * @return the format: {@code access_token}, {@code refresh_token} and {@code expires_in} of that object, else as
     *     {@link #rfc6749()}
     * @throws IllegalArgumentException if the place is no JSON Pointer
     */
    public static TokenAnswerFormat below(String place) {
        return builder()
                .accessToken(place + "/access_token")
                .refreshToken(place + "/refresh_token")
                .expiresIn(place + "/expires_in")
                .build();
    }

    /**
     * Starts with the format of RFC 6749.
     *
     * @return a new builder
     */
    public static TokenAnswerFormatBuilder builder() {
        return new TokenAnswerFormatBuilder();
    }

    /**
     * Starts with this format.
     *
     * @return a new builder
     */
    public TokenAnswerFormatBuilder toBuilder() {
        return builder()
                .accessToken(accessToken)
                .refreshToken(refreshToken)
                .expiresIn(expiresIn)
                .lifetimeUnit(lifetimeUnit)
                .expiresAt(expiresAt)
                .kept(kept);
    }
}
