package io.tokenwell.r2dbc;

import io.r2dbc.spi.Statement;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Type of the id column of the accounts table. Ids are texts everywhere else; here they become what the column has. A
 * text that the column cannot have in this form, such as {@code 042} or a UUID in capitals, is the id of no row.
 *
 * @since 0.1
 */
public enum IdType {

    /** {@code bigint}, {@code integer} or {@code smallint}. */
    BIGINT(Long.class, "bigint"),

    /** {@code uuid}. */
    UUID(java.util.UUID.class, "uuid"),

    /** {@code text} or {@code varchar}. Ids are compared exactly and paged by code point, whatever the collation is. */
    TEXT(String.class, "text");

    /** Claims of every type in one order. Old instances claim numbers without a key. The index has the same expression. */
    private static final String KEY = "coalesce(held.account_key, held.account_id::text)";

    private static final String UUID_OF_KEY =
            "CASE WHEN " + KEY + " ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN " + KEY + "::uuid END";

    /** The number only fills the primary key, which older versions need; after a collision the next try has another. */
    private static final String CLAIMED =
            "hashtextextended(id::text, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint), id::text";

    private final Class<?> type;
    private final String sqlType;

    IdType(Class<?> type, String sqlType) {
        this.type = type;
        this.sqlType = sqlType;
    }

    /** Returns what the column has of an id; null if it cannot have it. */
    private @Nullable Object value(String id) {
        return switch (this) {
            case BIGINT -> number(id);
            case UUID -> uuid(id);
            case TEXT -> id;
        };
    }

    private static @Nullable Object number(String id) {
        try {
            Long number = Long.valueOf(id);
            return number.toString().equals(id) ? number : null;
        } catch (NumberFormatException nobodysId) {
            return null;
        }
    }

    private static @Nullable Object uuid(String id) {
        try {
            java.util.UUID uuid = java.util.UUID.fromString(id);
            return uuid.toString().equals(id) ? uuid : null;
        } catch (IllegalArgumentException nobodysId) {
            return null;
        }
    }

    /** Reports whether a column of this type, by its plain name, has such ids. */
    boolean fits(String columnType) {
        return switch (this) {
            case BIGINT -> columnType.matches("int2|int4|int8|numeric");
            case UUID -> columnType.equals("uuid");
            case TEXT -> columnType.matches("text|varchar|bpchar|citext");
        };
    }

    /**
     * Reports whether a row of a column of this type can have an id.
     *
     * @param id the id
     * @return false if no row can have it in this form; for texts always true
     */
    public boolean accepts(String id) {
        return value(id) != null;
    }

    /** Binds an id; one that no row can have is NULL, which equals nothing. */
    Statement bind(Statement statement, String name, String id) {
        @Nullable Object value = value(id);
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    /** Binds the end of the page before in the order of the column; the empty id is before all. */
    Statement bindLast(Statement statement, String name, String lastId) {
        if (!lastId.isEmpty() || this == TEXT) {
            return bind(statement, name, lastId);
        }
        return statement.bind(name, this == BIGINT ? Long.MIN_VALUE : new java.util.UUID(0, 0));
    }

    /** Binds the end of the page before in the order of the claims. */
    Statement bindLastClaim(Statement statement, String name, String lastId) {
        return this == BIGINT ? bindLast(statement, name, lastId) : statement.bind(name, lastId);
    }

    /** Returns those that a row can have, to be bound as an array. */
    Object[] values(List<String> ids) {
        return ids.stream().map(this::value).filter(Objects::nonNull).toArray(length ->
                (Object[]) Array.newInstance(type, length));
    }

    /** Fills in what depends on the type; {@code {id}} stays. */
    String rendered(String template) {
        boolean number = this == BIGINT;
        String ofClaim = this == UUID ? UUID_OF_KEY : KEY;
        return template.replace("{of id}", "{id} = $1" + (this == TEXT ? " AND {id}::text COLLATE \"C\" = $1" : ""))
                .replace("{claim columns}", number ? "account_id" : "account_id, account_key")
                .replace("{claim values}", number ? "id" : CLAIMED)
                .replace("{claim conflict}", number ? "account_id" : "(" + KEY.replace("held.", "") + ") COLLATE \"C\"")
                .replace("{claim key}", number ? "held.account_id" : "(" + KEY + " COLLATE \"C\")")
                .replace("{as key}", number ? "" : "::text")
                .replace("{as text}", number ? "::bigint::text" : "::text")
                .replace("{id of claim}", number ? "held.account_id" : ofClaim)
                .replace("{in order}", order())
                .replace("{id type}", sqlType);
    }

    /** Returns the collation in which ids are paged. */
    String order() {
        return this == TEXT ? " COLLATE \"C\"" : "";
    }
}
