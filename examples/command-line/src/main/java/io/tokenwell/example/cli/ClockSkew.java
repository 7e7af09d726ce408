package io.tokenwell.example.cli;

import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * How far another clock is ahead of this machine's.
 *
 * @param ahead as measured; negative if it is behind
 * @param within half of the time that the answer took: the measurement is no better
 */
record ClockSkew(Duration ahead, Duration within) {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Asks for the time and compares it with the middle of the wait. */
    static Mono<ClockSkew> measured(Mono<Instant> theirs) {
        return Mono.defer(() -> {
            Instant asked = Instant.now();
            return theirs.map(told -> between(asked, Instant.now(), told));
        });
    }

    static ClockSkew between(Instant asked, Instant answered, Instant told) {
        Duration half = Duration.between(asked, answered).dividedBy(2);
        return new ClockSkew(Duration.between(asked.plus(half), told), half);
    }

    CheckLine line(String what, String whose) {
        String detail = ahead.toMillis() + " ms ahead of this machine, give or take " + within.toMillis() + " ms";
        return ahead.abs().minus(within).compareTo(LIMIT) <= 0
                ? CheckLine.ok(what, detail)
                : CheckLine.failed(
                        what,
                        detail,
                        "set the clocks of " + whose + " and of this machine by NTP: expiry is compared with them");
    }
}
