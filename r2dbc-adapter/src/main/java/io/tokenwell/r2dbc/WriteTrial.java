package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.tokenwell.StorageOperation;
import io.tokenwell.TokenStorageException;
import io.tokenwell.TokenStorageException.Backend;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nothing is redeemed that the table would not take. Every claim needs the rights of a completion. The first one, and
 * the next one after a completion that failed, also writes the row as it is: that is stopped by what no right tells of, such as
 * triggers and policies. Not each claim does so, for the row would be written twice for each token, and its triggers run.
 */
final class WriteTrial {

    private static final String NOTHING_CHANGED =
            "an UPDATE of the row changes nothing (a trigger, rule or policy?), so nothing is redeemed";

    private final AtomicBoolean due = new AtomicBoolean(true);

    Statement bind(Statement claim) {
        return claim.bind("$8", due.get());
    }

    /** Throws if the claim tried to write, and that changed nothing. */
    void requireTaken(String accountId, Readable claim) {
        @Nullable Boolean written = claim.get("written", Boolean.class);
        if (Boolean.FALSE.equals(written)) {
            throw TokenStorageException.refused(
                    accountId, Backend.POSTGRESQL, StorageOperation.ACCOUNTS_CLAIM, NOTHING_CHANGED, null);
        }
        if (written != null) {
            due.set(false);
        }
    }

    /** Has the claim after a failed write try again. */
    Function<Throwable, Throwable> failed(Function<Throwable, Throwable> typed) {
        return failure -> {
            due.set(true);
            return typed.apply(failure);
        };
    }
}
