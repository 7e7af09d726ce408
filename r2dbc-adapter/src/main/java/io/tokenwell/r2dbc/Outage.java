package io.tokenwell.r2dbc;

import io.r2dbc.spi.R2dbcException;
import io.tokenwell.ShownText;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Distinguishes a database that is unavailable or not ready from one that refuses. */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** SQLSTATE classes of permanent errors: names, passwords, rights, syntax, data. */
    private static final Set<String> REFUSALS = Set.of("0A", "0L", "22", "28", "2B", "3D", "3F", "42");

    private Outage() {}

    /** Emits when to try again; errors with a refusal. */
    static Mono<Long> pauseAfter(long before, Throwable failure) {
        if (isRefusal(failure)) {
            return Mono.error(failure);
        }
        if (before == 0) {
            LOG.warn("PostgreSQL not available, retrying: error={}", ShownText.line(failure.getCause()));
        }
        Duration doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(before, 10));
        return Mono.delay(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
    }

    private static boolean isRefusal(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof R2dbcException reported && isRefusal(reported));
    }

    private static boolean isRefusal(R2dbcException reported) {
        String state = reported.getSqlState();
        return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }
}
