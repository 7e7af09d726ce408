package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import org.jspecify.annotations.Nullable;

/** Makes an account of a row of {@link AccountSql}. */
final class AccountReader {

    private AccountReader() {}

    static Account account(long accountId, Readable row) {
        return new Account(
                accountId,
                required(accountId, row, "platform"),
                required(accountId, row, "type"),
                required(accountId, row, "status"),
                CredentialsJson.read(accountId, row.get("document", String.class)),
                row.get("proxy", String.class));
    }

    static boolean flag(Readable row, String column) {
        return Boolean.TRUE.equals(row.get(column, Boolean.class));
    }

    private static String required(long accountId, Readable row, String column) {
        @Nullable String value = row.get(column, String.class);
        if (value == null) {
            throw new InvalidAccountException(accountId, column + " is NULL");
        }
        return value;
    }
}
