package io.tokenwell.r2dbc;

import java.util.Objects;

/**
 * Where accounts and claims are. Names are compared with their case. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param schema schema of both tables
 * @param accounts the existing table of accounts, or a view of it that can be updated and locked
 * @param claims the table of claims, which belongs to Tokenwell
 * @param columns columns of the accounts table
 * @since 0.1
 */
public record TableNames(String schema, String accounts, String claims, AccountColumns columns) {

    /**
     * Checks the names.
     *
     * @param schema as above
     * @param accounts as above
     * @param claims as above
     * @param columns as above
     * @throws IllegalArgumentException if one is not a plain SQL name, or the two tables are the same
     */
    public TableNames {
        Identifiers.checked("schema", schema);
        Identifiers.checked("accounts table", accounts);
        Identifiers.checked("claims table", claims);
        Objects.requireNonNull(columns, "columns");
        if (accounts.equals(claims)) {
            throw new IllegalArgumentException("accounts and claims must be two tables: " + accounts);
        }
    }

    /**
     * Returns the defaults: {@code accounts} and {@code tokenwell_claims} in schema {@code public}, with the default columns.
     *
     * @return the default names
     */
    public static TableNames defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static TableNamesBuilder builder() {
        return new TableNamesBuilder();
    }

    /**
     * Starts with these names.
     *
     * @return a new builder
     */
    public TableNamesBuilder toBuilder() {
        return new TableNamesBuilder()
                .schema(schema)
                .accounts(accounts)
                .claims(claims)
                .columns(columns);
    }

    String qualifiedAccounts() {
        return Identifiers.quoted(schema) + '.' + Identifiers.quoted(accounts);
    }

    String qualifiedClaims() {
        return Identifiers.quoted(schema) + '.' + Identifiers.quoted(claims);
    }
}
