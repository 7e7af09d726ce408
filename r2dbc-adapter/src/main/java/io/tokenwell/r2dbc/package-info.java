/**
 * The account repository on PostgreSQL, through R2DBC: accounts in an existing table, claims in a table of this
 * library.
 *
 * <p>Start at {@link io.tokenwell.r2dbc.R2dbcAccountRepository}. {@link io.tokenwell.r2dbc.SchemaInstaller} creates the
 * table of claims, {@link io.tokenwell.r2dbc.AccountColumns} says what the table of accounts looks like,
 * {@link io.tokenwell.r2dbc.SchemaCheck} finds what does not fit, and {@link io.tokenwell.r2dbc.ConnectionPools} opens a pool with suitable limits.
 */
@NullMarked
package io.tokenwell.r2dbc;

import org.jspecify.annotations.NullMarked;
