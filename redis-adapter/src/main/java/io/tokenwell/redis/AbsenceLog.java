package io.tokenwell.redis;

import io.tokenwell.spi.Seldom;
import java.util.OptionalLong;
import org.slf4j.Logger;

/**
 * Logs why there is no connection: each reason once a minute while it lasts. A new reason is logged at once, for
 * example when a server is back but refuses the password.
 */
final class AbsenceLog {

    private final Logger log;
    private final String what;
    private volatile Seldom seldom = new Seldom(System::nanoTime);

    AbsenceLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Records a connection, so that its next loss is logged at once. */
    void over() {
        seldom = new Seldom(System::nanoTime);
    }

    void failed(String server, Throwable failure) {
        Trouble trouble = Trouble.of(failure);
        OptionalLong leftOut = seldom.due(trouble.kind());
        if (leftOut.isPresent()) {
            log.warn("{}{}: server={} error={}", what, Seldom.words(leftOut.getAsLong()), server, trouble.text());
        } else {
            log.debug("{}: server={} error={}", what, server, trouble.text());
        }
    }
}
