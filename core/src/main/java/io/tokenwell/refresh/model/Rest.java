package io.tokenwell.refresh.model;

import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A time in which a platform is only probed, one account at a time. Immutable.
 *
 * @param tried accounts that were tried in vain, which are tried later than others
 * @param pause the next pause between two probes
 * @param nextProbe when the next probe may start, as elapsed time
 * @param probing whether one is under way
 * @param reason why the platform rests, in one line
 */
public record Rest(Set<AccountKey> tried, Duration pause, Duration nextProbe, boolean probing, String reason) {

    /**
     * Returns when this account may be tried. One that was tried already has to wait longer, as long as there may be
     * other accounts to try: it would probably fail again.
     */
    public Duration probeOf(AccountKey key) {
        return tried.contains(key) ? nextProbe.plus(pause) : nextProbe;
    }

    public Rest probing(boolean now) {
        return new Rest(tried, pause, nextProbe, now, reason);
    }

    Rest tried(AccountKey key) {
        Set<AccountKey> more = new HashSet<>(tried);
        more.add(key);
        return new Rest(Set.copyOf(more), pause, nextProbe, probing, reason);
    }

    /** Returns the rest in which no probe starts before this time. */
    Rest notBefore(Duration time) {
        return time.compareTo(nextProbe) <= 0 ? this : new Rest(tried, pause, time, probing, reason);
    }

    /**
     * Returns the rest after a probe was sent. A refresh that was let through before the rest began does not make it
     * longer.
     */
    public Rest sent(Duration now, Duration wait, Duration longest) {
        if (now.compareTo(nextProbe) < 0) {
            return this;
        }
        Duration doubled = pause.multipliedBy(2);
        Duration longer = doubled.compareTo(longest) > 0 ? longest : doubled;
        return new Rest(tried, longer, now.plus(wait), probing, reason);
    }
}
