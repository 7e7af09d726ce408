package io.tokenwell.redis;

import io.tokenwell.ShownText;
import io.tokenwell.spi.Seldom;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Says why there is no connection: each reason once a minute while it lasts. That it is another one by now, as when a server is
 * back that refuses the password, is said at once.
 */
final class AbsenceLog {

    /** How Redis begins its refusals: WRONGPASS, NOPERM, LOADING. What follows may be new each time. */
    private static final Pattern CODE = Pattern.compile("[A-Z]{3,}(?= )");

    private final Logger log;
    private final String what;
    private final Seldom seldom = new Seldom(System::nanoTime);

    AbsenceLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    void failed(String server, Throwable failure) {
        Throwable first = first(failure);
        OptionalLong leftOut = seldom.due(reason(first));
        String why = ShownText.line(failure) + (first == failure ? "" : " cause=" + ShownText.line(first));
        if (leftOut.isPresent()) {
            log.warn("{}{}: server={} error={}", what, Seldom.words(leftOut.getAsLong()), server, why);
        } else {
            log.debug("{}: server={} error={}", what, server, why);
        }
    }

    /** Lettuce's own error tells only where it could not connect to. */
    private static Throwable first(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .reduce(failure, (outer, inner) -> inner);
    }

    private static String reason(Throwable first) {
        Matcher code = CODE.matcher(String.valueOf(first.getMessage()));
        return first.getClass().getName() + (code.lookingAt() ? " " + code.group() : "");
    }
}
