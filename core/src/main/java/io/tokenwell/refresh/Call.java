package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** State of one walk through the pipeline. Its stages run one after the other, so plain fields do. */
final class Call {

    private final AccountKey key;
    private @Nullable Account account;
    private boolean rowRead;
    private boolean requested;
    private int waits;
    private Duration waited = Duration.ZERO;

    private Call(AccountKey key, @Nullable Account account) {
        this.key = key;
        this.account = account;
    }

    static Call of(Account snapshot) {
        return new Call(AccountKey.of(snapshot), snapshot);
    }

    static Call ofStored(long accountId) {
        return new Call(new AccountKey(accountId), null);
    }

    AccountKey key() {
        return key;
    }

    long accountId() {
        return key.accountId();
    }

    boolean loaded() {
        return account != null;
    }

    /** The newest account known: the caller's snapshot until a row has replaced it. */
    Account account() {
        return Objects.requireNonNull(account, "account is loaded before it is used");
    }

    void replaceBy(Account row) {
        account = row;
        rowRead = true;
    }

    /** Whether the account came from the repository in this very call. */
    boolean rowRead() {
        return rowRead;
    }

    /** True the first time: a call asks for its refresh once, however often it retries. */
    boolean firstRequest() {
        boolean first = !requested;
        requested = true;
        return first;
    }

    void addWait(Duration wait) {
        waits++;
        waited = waited.plus(wait);
    }

    int waits() {
        return waits;
    }

    Duration waited() {
        return waited;
    }
}
