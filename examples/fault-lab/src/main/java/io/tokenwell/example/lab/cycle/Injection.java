package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;

/**
 * A fault to come.
 *
 * @param when what starts it
 * @param kind what it is
 * @param instance whom it meets, {@link FaultEvent#ALL}, or {@link #OF_STEP}
 * @param link which of the instance's links
 * @param lastsMillis how long until it is healed
 * @param amount as in {@link FaultEvent}
 */
record Injection(Trigger when, Kind kind, int instance, Link link, long lastsMillis, long amount) {

    /** The instance whose step it was. */
    static final int OF_STEP = -2;

    static Injection of(Trigger when, Kind kind, int instance, long lastsMillis) {
        return new Injection(when, kind, instance, Link.NONE, lastsMillis, 0);
    }

    static Injection onLink(Trigger when, Kind kind, int instance, Link link, long lastsMillis) {
        return new Injection(when, kind, instance, link, lastsMillis, 0);
    }

    Injection withAmount(long other) {
        return new Injection(when, kind, instance, link, lastsMillis, other);
    }
}
