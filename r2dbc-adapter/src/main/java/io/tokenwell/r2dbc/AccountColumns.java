package io.tokenwell.r2dbc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names of the columns of the accounts table, compared with their case. Only {@code credentials} and {@code updatedAt}
 * are ever written. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param id the primary key, of the {@code idType}
 * @param platform text or an enum
 * @param type text or an enum
 * @param status text or an enum
 * @param credentials jsonb
 * @param updatedAt timestamptz
 * @param proxy text, or null if the table has no such column
 * @param idType type of the id column
 * @since 0.1
 */
public record AccountColumns(
        String id,
        String platform,
        String type,
        String status,
        String credentials,
        String updatedAt,
        @Nullable String proxy,
        IdType idType) {

    /**
     * Checks the names.
     *
     * @param id as above
     * @param platform as above
     * @param type as above
     * @param status as above
     * @param credentials as above
     * @param updatedAt as above
     * @param proxy as above
     * @param idType as above
     * @throws IllegalArgumentException if one is not a plain SQL name
     */
    public AccountColumns {
        Identifiers.checked("id column", id);
        Identifiers.checked("platform column", platform);
        Identifiers.checked("type column", type);
        Identifiers.checked("status column", status);
        Identifiers.checked("credentials column", credentials);
        Identifiers.checked("updatedAt column", updatedAt);
        if (proxy != null) {
            Identifiers.checked("proxy column", proxy);
        }
        Objects.requireNonNull(idType, "idType");
    }

    /**
     * Returns the defaults: {@code id}, {@code platform}, {@code type}, {@code status}, {@code credentials}, {@code updated_at}, no proxy,
     * ids of type {@code bigint}.
     *
     * @return the default names
     */
    public static AccountColumns defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static AccountColumnsBuilder builder() {
        return new AccountColumnsBuilder();
    }

    /**
     * Starts with these names.
     *
     * @return a new builder
     */
    public AccountColumnsBuilder toBuilder() {
        return new AccountColumnsBuilder()
                .id(id)
                .platform(platform)
                .type(type)
                .status(status)
                .credentials(credentials)
                .updatedAt(updatedAt)
                .proxy(proxy)
                .idType(idType);
    }
}
