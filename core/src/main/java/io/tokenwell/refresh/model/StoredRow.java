package io.tokenwell.refresh.model;

import io.tokenwell.Account;

/** What a look at an account's row gave. That there is none says something, that it cannot be read says nothing. */
public sealed interface StoredRow {

    /** The row as it is. */
    record Found(Account account) implements StoredRow {}

    /** It never existed, or was deleted. */
    record Missing() implements StoredRow {}

    /** The table is out of reach, or what it has is no account. */
    record Unreadable() implements StoredRow {}
}
