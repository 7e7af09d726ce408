package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the pipeline: what is wanted, how long it has waited, and the newest account it knows. Its stages
 * run one after the other, so plain fields do.
 */
public final class Walk {

    private final Demand demand;
    private final FirstRead firstRead;
    private final Waiting waiting = new Waiting();

    /** A retry goes on with the row that the last try has read. */
    private @Nullable Account account;

    private boolean rowRead;

    /** How the cache was read before this walk began. */
    public enum FirstRead {
        NOT_YET,
        MISSED,
        /** The read cost a timeout. */
        UNANSWERED
    }

    /** Begins a walk. Without a snapshot the account is loaded when it is needed. */
    public Walk(Demand demand, @Nullable Account snapshot, FirstRead firstRead) {
        this.demand = demand;
        this.account = snapshot;
        this.firstRead = firstRead;
    }

    public Demand demand() {
        return demand;
    }

    public AccountKey key() {
        return demand.key();
    }

    public String accountId() {
        return demand.key().accountId();
    }

    public Waiting waiting() {
        return waiting;
    }

    /** Reports whether the cache was read a moment ago, so that the first try need not read it. */
    public boolean cacheJustRead() {
        return firstRead != FirstRead.NOT_YET && waiting.count() == 0;
    }

    /** Reports whether the cache was read a moment ago and did not answer. */
    public boolean cacheUnanswered() {
        return firstRead == FirstRead.UNANSWERED && waiting.count() == 0;
    }

    public boolean loaded() {
        return account != null;
    }

    /** Returns the newest account known: the caller's snapshot until a row has replaced it. */
    public Account account() {
        return Objects.requireNonNull(account, "the account is loaded before it is used");
    }

    public void replaceBy(Account row) {
        account = row;
        rowRead = true;
    }

    /** Reports whether the account came from the repository in this very walk. */
    public boolean rowRead() {
        return rowRead;
    }
}
