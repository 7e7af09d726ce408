package io.tokenwell.r2dbc;

/**
 * Makes {@link TableNames}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class TableNamesBuilder {

    private String schema = "public";
    private String accounts = "accounts";
    private String claims = "tokenwell_claims";
    private AccountColumns columns = AccountColumns.defaults();

    TableNamesBuilder() {}

    /**
     * Sets the schema of both tables. Default: {@code public}.
     *
     * @param schema a plain SQL name
     * @return this builder
     */
    public TableNamesBuilder schema(String schema) {
        this.schema = schema;
        return this;
    }

    /**
     * Sets the name of the table of accounts, or of a view of it. Default: {@code accounts}.
     *
     * @param accounts a plain SQL name
     * @return this builder
     */
    public TableNamesBuilder accounts(String accounts) {
        this.accounts = accounts;
        return this;
    }

    /**
     * Sets the name of the table of claims. Default: {@code tokenwell_claims}.
     *
     * @param claims a plain SQL name; another than that of the accounts
     * @return this builder
     */
    public TableNamesBuilder claims(String claims) {
        this.claims = claims;
        return this;
    }

    /**
     * Sets the columns of the table of accounts. Default: {@link AccountColumns#defaults()}.
     *
     * @param columns the names
     * @return this builder
     */
    public TableNamesBuilder columns(AccountColumns columns) {
        this.columns = columns;
        return this;
    }

    /**
     * Builds the names.
     *
     * @return the names
     * @throws IllegalArgumentException if one is not a plain SQL name, or the two tables are the same
     */
    public TableNames build() {
        return new TableNames(schema, accounts, claims, columns);
    }
}
