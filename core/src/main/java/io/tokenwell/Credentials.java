package io.tokenwell;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of an account: tokens, expiry, version, and other keys, which are kept unchanged. Immutable.
 * {@link #toString()} prints the keys only, never a value.
 *
 * <p>Values are read leniently: text is taken as it is, numbers in decimal, and everything else counts as absent. Blank
 * means Unicode {@code White_Space}, which is stripped from tokens. A value that contains characters that a token
 * cannot have ({@link WireText}) is not a token.
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
     * Returns credentials without any value.
     *
     * @return the empty document
     */
    public static Credentials empty() {
        return EMPTY;
    }

    /**
     * Creates credentials from a parsed JSON object, which is copied.
     *
     * @param values text, numbers, booleans, lists, maps and nulls by key
     * @return the credentials
     */
    public static Credentials of(Map<String, ? extends @Nullable Object> values) {
        return new Credentials(values);
    }

    /**
     * Returns the access token.
     *
     * @return the stripped token; empty if it is absent, blank, or contains characters that a token cannot have
     */
    public Optional<Secret> accessToken() {
        return secret(ACCESS_TOKEN);
    }

    /**
     * Reports whether there is an access token that cannot be used because of its characters. Such a value deserves a
     * log line: to a reader of the row it looks like a token.
     *
     * @return true if {@code access_token} contains characters that a token cannot have
     */
    public boolean accessTokenUnusable() {
        return text(ACCESS_TOKEN).isPresent() && accessToken().isEmpty();
    }

    /**
     * Returns the refresh token.
     *
     * @return the stripped token; empty if it is absent, blank, or contains characters that a token cannot have
     */
    public Optional<Secret> refreshToken() {
        return secret(REFRESH_TOKEN);
    }

    /**
     * Reports whether there is a refresh token that cannot be used because of its characters.
     *
     * @return true if {@code refresh_token} contains characters that a token cannot have
     */
    public boolean refreshTokenUnusable() {
        return text(REFRESH_TOKEN).isPresent() && refreshToken().isEmpty();
    }

    /**
     * Returns the instant at which the access token expires. It is read from RFC 3339 and the usual ISO 8601 forms,
     * epoch seconds, or epoch milliseconds.
     *
     * @return the instant; empty if it is absent or cannot be read
     */
    public Optional<Instant> expiresAt() {
        return ExpiryReader.read(values.get(EXPIRES_AT));
    }

    /**
     * Reports whether there is an expiry that cannot be read. It counts as unknown, and deserves a warning that names
     * the key only.
     *
     * @return true if {@code expires_at} is present but cannot be read
     */
    public boolean expiryUnreadable() {
        return values.get(EXPIRES_AT) != null && expiresAt().isEmpty();
    }

    /**
     * Returns the fencing number: of two documents of one account, the one with the greater number is newer.
     *
     * @return the number; 0 if it is absent or not an integer
     */
    public long tokenVersion() {
        return CredentialText.integer(values.get(TOKEN_VERSION));
    }

    /**
     * Returns a value as text.
     *
     * @param key the key
     * @return text as it is, or a number in decimal; empty for anything else and for blank text
     */
    public Optional<String> text(String key) {
        String text = CredentialText.of(values.get(key));
        return CredentialText.isBlank(text) ? Optional.empty() : Optional.of(text);
    }

    /**
     * Returns the whole document, including its secrets, for the code that stores it.
     *
     * @return an unmodifiable view
     */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /**
     * Returns this document with some values replaced or added.
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
