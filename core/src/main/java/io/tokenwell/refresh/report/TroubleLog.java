package io.tokenwell.refresh.report;

import io.tokenwell.AccountIds;
import io.tokenwell.ShownText;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Seldom;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Logs a trouble that may come with each call: at WARN once a minute while it lasts, with the number of those left out,
 * and at DEBUG in between. A trouble of a store is one for all accounts together; a trouble of accounts is one for
 * each.
 */
public final class TroubleLog {

    private static final String EVERYBODY = "everybody";

    /** The most accounts that are remembered; further ones are not logged: memory must not grow with broken rows. */
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

    /** Logs a trouble that has no error. */
    public void happened(Object subject) {
        said(EVERYBODY, named(subject), "");
    }

    /** Logs the trouble of one account, which hides none of another's. */
    public void failedFor(String accountId, Throwable failure) {
        said(accountId, "account_id=" + AccountIds.encoded(accountId), " error=" + failure);
    }

    /** Logs the trouble of one account that has no error. */
    void happenedTo(String accountId, String details) {
        said(accountId, "account_id=" + AccountIds.encoded(accountId), " " + details);
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

    /** Logs a trouble of a single account, once for each. */
    void found(Object subject) {
        if (subjects.size() < MOST_SUBJECTS && subjects.add(subject)) {
            log.warn("{}: {}", trouble, named(subject));
        }
    }

    /** Names an account alike in all lines, so that it can be searched for. */
    private static Object named(Object subject) {
        return subject instanceof AccountKey key ? "account_id=" + AccountIds.encoded(key.accountId()) : subject;
    }
}
