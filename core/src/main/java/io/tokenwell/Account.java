package io.tokenwell;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An upstream account as its row says. Immutable and safe for use by any thread.
 *
 * @param id id of the row
 * @param platform upstream platform, for example {@code openai}; compared exactly
 * @param type kind of account; only {@code oauth} accounts have tokens here
 * @param status state of the account, {@code active} when it may be used
 * @param credentials what the account's JSON document holds
 * @param proxy URI of the proxy this account's requests leave through, or null for none
 * @since 0.1
 */
public record Account(
        long id,
        String platform,
        String type,
        String status,
        Credentials credentials,
        @Nullable String proxy) {

    /** Status of an account in use. */
    public static final String ACTIVE = "active";

    /** Type of an account that has OAuth2 tokens. */
    public static final String OAUTH = "oauth";

    /**
     * Checks that every part is there.
     *
     * @throws NullPointerException if a part other than the proxy is null
     */
    public Account {
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(credentials, "credentials");
    }

    /**
     * An active OAuth account without a proxy.
     *
     * @param id id of the row
     * @param platform upstream platform
     * @param credentials what the account's JSON document holds
     * @return the account
     */
    public static Account active(long id, String platform, Credentials credentials) {
        return new Account(id, platform, OAUTH, ACTIVE, credentials, null);
    }

    /**
     * This account with other credentials.
     *
     * @param replacement the credentials of the copy
     * @return a copy; this account is unchanged
     */
    public Account withCredentials(Credentials replacement) {
        return new Account(id, platform, type, status, replacement, proxy);
    }

    /** Says of the proxy only whether there is one: its URI may hold a password. */
    @Override
    public String toString() {
        return "Account[id=" + id + ", platform=" + platform + ", type=" + type + ", status=" + status
                + ", credentials=" + credentials + ", proxy=" + (proxy == null ? "none" : "***") + "]";
    }
}
