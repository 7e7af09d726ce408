package io.tokenwell.example.kit;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.ShownText;
import io.tokenwell.spi.Seldom;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * What goes wrong with requests: an outage rejects thousands, so each kind is a WARN once a minute for each account. Paths and
 * reasons are foreign text, in which nothing may break or steer a line.
 */
final class RequestLog {

    private final Logger log;
    private final Seldom seldom;

    /** Empty for what is of no account, or of one that a client has made up. */
    private record Kind(String name, String account) {}

    RequestLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.seldom = new Seldom(nanoTime);
    }

    /** Nothing of the request was sent on, or nothing more. */
    void noToken(String happened, AccessTokenException failure) {
        String account = failure instanceof AccountNotFoundException ? "" : failure.accountId();
        String kind = TokenProblem.of(failure).slug();
        said(new Kind(kind, account), happened, String.valueOf(failure.getMessage()));
    }

    void noUpstream(String happened, Throwable failure) {
        said(new Kind(failure.getClass().getName(), ""), happened, failure.toString());
    }

    private void said(Kind kind, String happened, String reason) {
        OptionalLong leftOut = seldom.due(kind);
        String what = ShownText.line(happened);
        String why = ShownText.line(reason);
        if (leftOut.isPresent()) {
            log.warn("{}{}: {}", what, Seldom.words(leftOut.getAsLong()), why);
        } else {
            log.debug("{}: {}", what, why);
        }
    }
}
