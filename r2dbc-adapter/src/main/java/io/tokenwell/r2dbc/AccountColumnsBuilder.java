package io.tokenwell.r2dbc;

import org.jspecify.annotations.Nullable;

/**
 * Makes {@link AccountColumns}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class AccountColumnsBuilder {

    private String id = "id";
    private String platform = "platform";
    private String type = "type";
    private String status = "status";
    private String credentials = "credentials";
    private String updatedAt = "updated_at";
    private @Nullable String proxy;
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
     * @param platform a plain SQL name
     * @return this builder
     */
    public AccountColumnsBuilder platform(String platform) {
        this.platform = platform;
        return this;
    }

    /**
     * Sets the name of the column of the type, text or an enum. Default: {@code type}.
     *
     * @param type a plain SQL name
     * @return this builder
     */
    public AccountColumnsBuilder type(String type) {
        this.type = type;
        return this;
    }

    /**
     * Sets the name of the column of the status, text or an enum. Default: {@code status}.
     *
     * @param status a plain SQL name
     * @return this builder
     */
    public AccountColumnsBuilder status(String status) {
        this.status = status;
        return this;
    }

    /**
     * Sets the name of the column of the credentials, jsonb. Default: {@code credentials}.
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
     * @param updatedAt a plain SQL name
     * @return this builder
     */
    public AccountColumnsBuilder updatedAt(String updatedAt) {
        this.updatedAt = updatedAt;
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
     * @throws IllegalArgumentException if one is not a plain SQL name
     */
    public AccountColumns build() {
        return new AccountColumns(id, platform, type, status, credentials, updatedAt, proxy, idType);
    }
}
