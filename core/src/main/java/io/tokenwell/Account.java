package io.tokenwell;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upstream account as it is stored in its row.
 *
 * @param id id of the row, a text as in {@link AccountIds}
 * @param platform upstream platform, for example {@code openai}; compared exactly
 * @param type kind of account; only {@code oauth} accounts have tokens here
 * @param status state of the account; {@code active} if it may be used
 * @param credentials content of the account's JSON document
 * @param proxy URI of the proxy for the requests of this account, or null for none
 * @since 0.1
 */
public record Account(
        String id,
        String platform,
        String type,
        String status,
        Credentials credentials,
        @Nullable String proxy) {

    /** Status of an account that may be used. */
    public static final String ACTIVE = "active";

    /** Type of an account that has OAuth2 tokens. */
    public static final String OAUTH = "oauth";

    /**
     * Checks that every component is present, and the id.
     *
     * @throws NullPointerException if a component other than the proxy is null
     * @throws IllegalArgumentException if the id is none, with the {@link AccountIds#problem(String)}
     */
    public Account {
        AccountIds.checked(Objects.requireNonNull(id, "id"));
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(credentials, "credentials");
    }

    /**
     * Creates an active OAuth account without a proxy.
     *
     * @param id id of the row
     * @param platform upstream platform
     * @param credentials content of the account's JSON document
     * @return the account
     */
    public static Account active(String id, String platform, Credentials credentials) {
        return new Account(id, platform, OAUTH, ACTIVE, credentials, null);
    }

    /**
     * Does what {@link #active(String, String, Credentials)} does, for an id that is a number.
     *
     * @param id id of the row
     * @param platform upstream platform
     * @param credentials content of the account's JSON document
     * @return the account
     */
    public static Account active(long id, String platform, Credentials credentials) {
        return active(Long.toString(id), platform, credentials);
    }

    /**
     * Does what {@link #active(String, String, Credentials)} does, for an id that is a UUID.
     *
     * @param id id of the row
     * @param platform upstream platform
     * @param credentials content of the account's JSON document
     * @return the account
     */
    public static Account active(UUID id, String platform, Credentials credentials) {
        return active(id.toString(), platform, credentials);
    }

    /**
     * Returns this account with other credentials.
     *
     * @param replacement the credentials of the copy
     * @return a copy; this account is unchanged
     */
    public Account withCredentials(Credentials replacement) {
        return new Account(id, platform, type, status, replacement, proxy);
    }

    /** Returns a text that reports of the proxy only whether there is one, as its URI may contain a password. */
    @Override
    public String toString() {
        return "Account[id=" + ShownText.line(id) + ", platform=" + platform + ", type=" + type + ", status=" + status
                + ", credentials=" + credentials + ", proxy=" + (proxy == null ? "none" : "***") + "]";
    }
}
