package io.tokenwell.refresh.report;

import io.tokenwell.ShownText;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Seldom;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Says a trouble that may come with each call at WARN once a minute while it lasts, with the number of those left out, and at
 * DEBUG in between: one of a store for all accounts together, one of accounts for each.
 */
public final class TroubleLog {

    private static final String EVERYBODY = "everybody";

    /** Beyond it nothing is remembered and nothing said: memory must not grow with broken rows. */
    private static final int MOST_SUBJECTS = 10_000;

    private final Logger log;
    private final String trouble;
    private final Seldom seldom;
    private final Set<Object> subjects = ConcurrentHashMap.newKeySet();

    public TroubleLog(Logger log, String trouble, RefreshRuntime runtime) {
        this.log = log;
        this.trouble = trouble;
        this.seldom = new Seldom(runtime.nanoTime());
    }

    public void failed(Object subject, Throwable failure) {
        said(EVERYBODY, named(subject), " error=" + failure);
    }

    /** For a trouble without an error. */
    public void happened(Object subject) {
        said(EVERYBODY, named(subject), "");
    }

    /** The trouble of one account hides none of another's. */
    public void failedFor(long accountId, Throwable failure) {
        said(accountId, "account_id=" + accountId, " error=" + failure);
    }

    /** Without an error. */
    void happenedTo(long accountId, String details) {
        said(accountId, "account_id=" + accountId, " " + details);
    }

    private void said(Object whose, Object subject, String details) {
        OptionalLong leftOut = seldom.due(whose);
        String line = ShownText.line(subject + details);
        if (leftOut.isPresent()) {
            log.warn("{}{}: {}", trouble, Seldom.words(leftOut.getAsLong()), line);
        } else {
            log.debug("{}: {}", trouble, line);
        }
    }

    /** For a trouble of single accounts: once for each. */
    void found(Object subject) {
        if (subjects.size() < MOST_SUBJECTS && subjects.add(subject)) {
            log.warn("{}: {}", trouble, named(subject));
        }
    }

    /** Accounts are named alike in all lines, so that one can be searched for. */
    private static Object named(Object subject) {
        return subject instanceof AccountKey key ? "account_id=" + key.accountId() : subject;
    }
}
