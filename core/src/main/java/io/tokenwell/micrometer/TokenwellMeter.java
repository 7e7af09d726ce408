package io.tokenwell.micrometer;

import io.micrometer.core.instrument.Meter;
import java.util.List;

/**
 * All meters of {@link TokenwellMetrics}: dashboards and alerts can be compared with this list. Immutable and safe for use
 * by any thread.
 *
 * @since 0.1
 */
public enum TokenwellMeter {
    /** Calls for a token, by how they ended. */
    REQUESTS("tokenwell.requests", Meter.Type.COUNTER, "Calls for a token, by how they ended", "outcome"),
    /** Refreshes that were due, by what came of them. */
    REFRESHES(
            "tokenwell.refreshes",
            Meter.Type.COUNTER,
            "Refreshes that were due, as those who waited were told of them",
            "platform",
            "outcome",
            "code"),
    /** How long redemptions take. */
    REDEMPTION_TIME(
            "tokenwell.redemption.time",
            Meter.Type.TIMER,
            "From sending a refresh token to the answer, however late that comes",
            "platform",
            "outcome"),
    /** Tries that found the account held by another. */
    CONTENTION(
            "tokenwell.contention",
            Meter.Type.COUNTER,
            "Tries that found the account's lock or claim held by another",
            "held"),
    /** How long calls waited for another's refresh. */
    WAITS("tokenwell.waits", Meter.Type.TIMER, "Single waits for another's refresh, as long as they were"),
    /** Pauses that failed redemptions of this process began. */
    COOLDOWNS_STARTED(
            "tokenwell.cooldowns.started",
            Meter.Type.COUNTER,
            "Pauses for the whole fleet that attempts of this process began",
            "outcome_unknown"),
    /** Accounts that cool down. */
    COOLDOWNS("tokenwell.cooldowns", Meter.Type.GAUGE, "Accounts that this process knows to be cooling down"),
    /** Accounts that need a login. */
    LOGINS_NEEDED(
            "tokenwell.logins.needed",
            Meter.Type.GAUGE,
            "Accounts that calls to this process found to need a new login within ten minutes"),
    /** Platforms that rest. */
    PLATFORMS_RESTING(
            "tokenwell.platforms.resting",
            Meter.Type.GAUGE,
            "Platforms whose servers refuse one account after the other"),
    /** Redeemed credentials that the table has not taken. */
    ROTATIONS_UNSAVED(
            "tokenwell.rotations.unsaved",
            Meter.Type.GAUGE,
            "Redeemed credentials of this process in escrow, not in the account table"),
    /** Those that are in this process's memory only. */
    ROTATIONS_UNSHARED(
            "tokenwell.rotations.unshared", Meter.Type.GAUGE, "Those of them that are lost if this process ends"),
    /** Accounts whose calls are under way. */
    WORK("tokenwell.work", Meter.Type.GAUGE, "Accounts whose calls are under way in this process"),
    /** Searches of refresh-ahead. */
    AHEAD_LOOKS(
            "tokenwell.ahead.looks",
            Meter.Type.COUNTER,
            "Searches for tokens that end soon, by whether the table answered",
            "platform",
            "answered"),
    /** Accounts that refresh-ahead has found. */
    AHEAD_ACCOUNTS(
            "tokenwell.ahead.accounts",
            Meter.Type.COUNTER,
            "Accounts found by refresh-ahead, again each time, by what became of them",
            "platform",
            "outcome"),
    /** Events, by kind. */
    EVENTS("tokenwell.events", Meter.Type.COUNTER, "Events told, by kind", "event"),
    /** Events that a slow listener lost. */
    EVENTS_UNHEARD(
            "tokenwell.events.unheard", Meter.Type.COUNTER, "Events dropped for a listener that is too slow", "event");

    private final String meterName;
    private final Meter.Type type;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> tagKeys;

    TokenwellMeter(String meterName, Meter.Type type, String description, String... tagKeys) {
        this.meterName = meterName;
        this.type = type;
        this.description = description;
        this.tagKeys = List.of(tagKeys);
    }

    /**
     * The name in Micrometer's spelling; registries have their own, as {@code tokenwell_requests_total}.
     *
     * @return for example {@code tokenwell.requests}
     */
    public String meterName() {
        return meterName;
    }

    /**
     * The kind of meter.
     *
     * @return a counter, a timer or a gauge
     */
    public Meter.Type type() {
        return type;
    }

    /**
     * What it tells.
     *
     * @return a short English text
     */
    public String description() {
        return description;
    }

    /**
     * The tags that each meter of this name has, besides those that the application adds to all.
     *
     * @return their keys, in no order that matters
     */
    public List<String> tagKeys() {
        return tagKeys;
    }
}
