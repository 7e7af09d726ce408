package io.tokenwell.refresh.model;

import io.tokenwell.Account;

/**
 * What a look at an account's row found. That there is no row proves something; that it cannot be read proves nothing.
 */
public sealed interface StoredRow {

    /** The row as it is. */
    record Found(Account account) implements StoredRow {}

    /** The row never existed, or was deleted. */
    record Missing() implements StoredRow {}

    /** The table is out of reach, or what it has is no account. */
    record Unreadable() implements StoredRow {}
}
