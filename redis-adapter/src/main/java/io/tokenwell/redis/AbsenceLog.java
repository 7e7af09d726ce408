package io.tokenwell.redis;

import io.tokenwell.spi.Seldom;
import java.util.OptionalLong;
import org.slf4j.Logger;

/**
 * Says why there is no connection: each reason once a minute while it lasts. That it is another one by now, as when a server is
 * back that refuses the password, is said at once.
 */
final class AbsenceLog {

    private final Logger log;
    private final String what;
    private volatile Seldom seldom = new Seldom(System::nanoTime);

    AbsenceLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** There is a connection: if it is lost again, that is said at once, whatever was said before. */
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
