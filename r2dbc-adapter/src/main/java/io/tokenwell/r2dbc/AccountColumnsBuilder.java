package io.tokenwell.r2dbc;

import io.tokenwell.Account;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link AccountColumns}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class AccountColumnsBuilder {

    private String id = "id";
    private @Nullable String platform = "platform";
    private @Nullable String type = "type";
    private @Nullable String status = "status";
    private String credentials = "credentials";
    private @Nullable String updatedAt = "updated_at";
    private DocumentType credentialsType = DocumentType.JSONB;
    private @Nullable String proxy;
    private @Nullable String fixedPlatform;
    private Map<String, String> platforms = Map.of();
    private Set<String> activeStatuses = Set.of(Account.ACTIVE);
    private IdType idType = IdType.BIGINT;

    AccountColumnsBuilder() {}

    /**
     * Sets the name of the column of the primary key. Default: {@code id}.
     *
     * @param id a plain SQL name
     * @return this builder
     */
    public AccountColumnsBuilder id(String id) {
        this.id = id;
        return this;
    }

    /**
     * Sets the name of the column of the platform, text or an enum. Default: {@code platform}.
     *
     * @param platform a plain SQL name, or null if there is none: then set {@link #fixedPlatform}
     * @return this builder
     */
    public AccountColumnsBuilder platform(@Nullable String platform) {
        this.platform = platform;
        return this;
    }

    /**
     * Sets the name of the column of the type, text or an enum. Default: {@code type}.
     *
     * @param type a plain SQL name, or null if there is none: all accounts are {@code oauth}
     * @return this builder
     */
    public AccountColumnsBuilder type(@Nullable String type) {
        this.type = type;
        return this;
    }

    /**
     * Sets the name of the column of the status, compared as text. Default: {@code status}.
     *
     * @param status a plain SQL name, or null if there is none: all accounts are in use
     * @return this builder
     */
    public AccountColumnsBuilder status(@Nullable String status) {
        this.status = status;
        return this;
    }

    /**
     * Sets the name of the column of the credentials. Default: {@code credentials}.
     *
     * @param credentials a plain SQL name
     * @return this builder
     */
    public AccountColumnsBuilder credentials(String credentials) {
        this.credentials = credentials;
        return this;
    }

    /**
     * Sets the name of the column of the time of the last change, timestamptz. Default: {@code updated_at}.
     *
     * @param updatedAt a plain SQL name, or null if there is none to write
     * @return this builder
     */
    public AccountColumnsBuilder updatedAt(@Nullable String updatedAt) {
        this.updatedAt = updatedAt;
        return this;
    }

    /**
     * Sets how the credentials are stored. Default: {@link DocumentType#JSONB}.
     *
     * @param credentialsType the type; all but jsonb need PostgreSQL 16 or later
     * @return this builder
     */
    public AccountColumnsBuilder credentialsType(DocumentType credentialsType) {
        this.credentialsType = credentialsType;
        return this;
    }

    /**
     * Sets the name of the column with the URI of the account's proxy, text. Default: null, no such column.
     *
     * @param proxy a plain SQL name, or null
     * @return this builder
     */
    public AccountColumnsBuilder proxy(@Nullable String proxy) {
        this.proxy = proxy;
        return this;
    }

    /**
     * Sets the platform of all accounts of the table, whose column is not read then. Default: null, the column says it.
     *
     * @param fixedPlatform name of the platform, or null
     * @return this builder
     */
    public AccountColumnsBuilder fixedPlatform(@Nullable String fixedPlatform) {
        this.fixedPlatform = fixedPlatform;
        return this;
    }

    /**
     * Sets what the table's words for platforms are called here, such as {@code OPENAI} to {@code openai}. Default: none;
     * words that are not among them are taken as they are.
     *
     * @param platforms names of platforms by the table's words
     * @return this builder
     */
    public AccountColumnsBuilder platforms(Map<String, String> platforms) {
        this.platforms = platforms;
        return this;
    }

    /**
     * Sets the table's words for accounts in use, such as {@code enabled}, {@code 1} or {@code true}. Default: {@code active}.
     *
     * @param activeStatuses texts of the column of the status
     * @return this builder
     */
    public AccountColumnsBuilder activeStatuses(Set<String> activeStatuses) {
        this.activeStatuses = activeStatuses;
        return this;
    }

    /**
     * Sets the type of the id column. Default: {@link IdType#BIGINT}.
     *
     * @param idType the type
     * @return this builder
     */
    public AccountColumnsBuilder idType(IdType idType) {
        this.idType = idType;
        return this;
    }

    /**
     * Builds the names.
     *
     * @return the names
     * @throws IllegalArgumentException if one is not a plain SQL name, a value is blank, or the platform is not known
     */
    public AccountColumns build() {
        return new AccountColumns(
                id,
                platform,
                type,
                status,
                credentials,
                credentialsType,
                updatedAt,
                proxy,
                fixedPlatform,
                platforms,
                activeStatuses,
                idType);
    }
}
