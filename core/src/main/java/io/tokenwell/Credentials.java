package io.tokenwell;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of an account: tokens, expiry, version, and cargo that is kept as it is. Immutable, safe for use by
 * any thread, and silent about values: {@link #toString()} names the keys only.
 *
 * <p>Values are read as the original reads them: text as it is, numbers in decimal, everything else as absent. Blank
 * means Unicode {@code White_Space}; tokens are stripped of it. What has characters that no token has ({@link WireText}) is
 * no token.
 *
 * @since 0.1
 */
public final class Credentials {

    /** Key of the access token. */
    public static final String ACCESS_TOKEN = "access_token";

    /** Key of the refresh token. */
    public static final String REFRESH_TOKEN = "refresh_token";

    /** Key of the access token's expiry. */
    public static final String EXPIRES_AT = "expires_at";

    /** Key of the fencing number. */
    public static final String TOKEN_VERSION = "_token_version";

    private static final Credentials EMPTY = new Credentials(Map.of());

    private final Map<String, @Nullable Object> values;

    private Credentials(Map<String, ? extends @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Credentials that hold nothing.
     *
     * @return the empty document
     */
    public static Credentials empty() {
        return EMPTY;
    }

    /**
     * Copies a parsed JSON object.
     *
     * @param values text, numbers, booleans, lists, maps and nulls by key
     * @return the credentials
     */
    public static Credentials of(Map<String, ? extends @Nullable Object> values) {
        return new Credentials(values);
    }

    /**
     * The access token.
     *
     * @return the stripped token, empty if there is none, it is blank, or no token
     */
    public Optional<Secret> accessToken() {
        return secret(ACCESS_TOKEN);
    }

    /**
     * Whether there is something in the place of the access token that cannot be one. Worth a word that says so: to who
     * looks, there seems to be a token.
     *
     * @return true for an {@code access_token} that has characters that no token has
     */
    public boolean accessTokenUnusable() {
        return text(ACCESS_TOKEN).isPresent() && accessToken().isEmpty();
    }

    /**
     * The refresh token.
     *
     * @return the stripped token, empty if there is none, it is blank, or no token
     */
    public Optional<Secret> refreshToken() {
        return secret(REFRESH_TOKEN);
    }

    /**
     * Whether there is something in the place of the refresh token that cannot be one.
     *
     * @return true for a {@code refresh_token} that has characters that no token has
     */
    public boolean refreshTokenUnusable() {
        return text(REFRESH_TOKEN).isPresent() && refreshToken().isEmpty();
    }

    /**
     * When the access token expires: RFC 3339 and the usual ISO spellings, epoch seconds, or epoch milliseconds.
     *
     * @return the instant, empty if absent or not understood
     */
    public Optional<Instant> expiresAt() {
        return ExpiryReader.read(values.get(EXPIRES_AT));
    }

    /**
     * Whether there is an expiry that could not be read. It counts as unknown; worth a warning, by name only.
     *
     * @return true for an {@code expires_at} that is present but not understood
     */
    public boolean expiryUnreadable() {
        return values.get(EXPIRES_AT) != null && expiresAt().isEmpty();
    }

    /**
     * The fencing number: of two documents of one account, the one with the larger number is newer.
     *
     * @return the number, 0 if absent or not an integer
     */
    public long tokenVersion() {
        return CredentialText.integer(values.get(TOKEN_VERSION));
    }

    /**
     * A value as text.
     *
     * @param key the key
     * @return text as it is, a number in decimal; empty for anything else and for blank text
     */
    public Optional<String> text(String key) {
        String text = CredentialText.of(values.get(key));
        return CredentialText.isBlank(text) ? Optional.empty() : Optional.of(text);
    }

    /**
     * The whole document, secrets included, for the one place that stores it.
     *
     * @return an unmodifiable view
     */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /**
     * This document with some values replaced or added.
     *
     * @param changes the new values by key
     * @return a copy; this document is unchanged
     */
    public Credentials with(Map<String, ? extends @Nullable Object> changes) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(values);
        merged.putAll(changes);
        return new Credentials(merged);
    }

    private Optional<Secret> secret(String key) {
        return text(key).map(Secret::of).flatMap(Secret::stripped);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Credentials" + values.keySet();
    }
}
