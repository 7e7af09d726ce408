/** Accounts and claims on PostgreSQL, through R2DBC. */
@NullMarked
package io.tokenwell.r2dbc;

import org.jspecify.annotations.NullMarked;
