package io.tokenwell.micrometer;

import io.micrometer.core.instrument.Meter;
import java.util.List;

/**
 * All meters of {@link TokenwellMetrics}, so that dashboards and alerts can be checked against this list.
 *
 * @since 0.1
 */
@SuppressWarnings("exports")
public enum TokenwellMeter {
    /** Requests for a token, by outcome. */
    REQUESTS("tokenwell.requests", Meter.Type.COUNTER, "Requests for a token, by outcome", "outcome"),
    /** Refreshes that were due, by outcome. */
    REFRESHES(
            "tokenwell.refreshes",
            Meter.Type.COUNTER,
            "Refreshes that were due, as reported to their waiters, by outcome",
            "platform",
            "outcome",
            "code"),
    /** Length of redemptions. */
    REDEMPTION_TIME(
            "tokenwell.redemption.time",
            Meter.Type.TIMER,
            "Time from sending a refresh token to the answer, including late answers",
            "platform",
            "outcome"),
    /** Tries that found the account held by another owner. */
    CONTENTION(
            "tokenwell.contention",
            Meter.Type.COUNTER,
            "Tries that found the lock or the claim of the account held by another owner",
            "held"),
    /** Length of the waits for the refresh of another owner. */
    WAITS("tokenwell.waits", Meter.Type.TIMER, "Single waits for the refresh of another owner, as measured"),
    /** Cooldowns that failed redemptions of this process started. */
    COOLDOWNS_STARTED(
            "tokenwell.cooldowns.started",
            Meter.Type.COUNTER,
            "Cooldowns of the whole fleet that attempts of this process started",
            "outcome_unknown"),
    /** Accounts that are cooling down. */
    COOLDOWNS("tokenwell.cooldowns", Meter.Type.GAUGE, "Accounts that this process knows to be cooling down"),
    /** Accounts that need a login. */
    LOGINS_NEEDED(
            "tokenwell.logins.needed",
            Meter.Type.GAUGE,
            "Accounts that requests to this process found to need a new login in the last ten minutes"),
    /** Platforms that refuse one account after the other. */
    PLATFORMS_RESTING(
            "tokenwell.platforms.resting",
            Meter.Type.GAUGE,
            "Platforms whose servers refuse one account after the other"),
    /** Redeemed credentials that the table has not taken. */
    ROTATIONS_UNSAVED(
            "tokenwell.rotations.unsaved",
            Meter.Type.GAUGE,
            "Redeemed credentials of this process in escrow, not in the account table"),
    /** Redeemed credentials that are only in the memory of this process. */
    ROTATIONS_UNSHARED(
            "tokenwell.rotations.unshared", Meter.Type.GAUGE, "Unsaved rotations that are lost if this process ends"),
    /** Accounts with requests under way. */
    WORK("tokenwell.work", Meter.Type.GAUGE, "Accounts with requests under way in this process"),
    /** Scans of refresh-ahead. */
    AHEAD_SCANS(
            "tokenwell.ahead.scans",
            Meter.Type.COUNTER,
            "Scans for tokens that expire soon, by whether the table answered",
            "platform",
            "answered"),
    /** Accounts that refresh-ahead has found. */
    AHEAD_ACCOUNTS(
            "tokenwell.ahead.accounts",
            Meter.Type.COUNTER,
            "Accounts found by scans of refresh-ahead, counted in each scan, by outcome",
            "platform",
            "outcome"),
    /** Events, by kind. */
    EVENTS("tokenwell.events", Meter.Type.COUNTER, "Events, by kind", "event"),
    /** Events that were dropped for a slow subscriber. */
    EVENTS_UNHEARD(
            "tokenwell.events.unheard",
            Meter.Type.COUNTER,
            "Events dropped for a subscriber that is too slow",
            "event");

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
     * Returns the name as Micrometer writes it; registries convert it, for example to {@code tokenwell_requests_total}.
     *
     * @return for example {@code tokenwell.requests}
     */
    public String meterName() {
        return meterName;
    }

    /**
     * Returns the type of the meter.
     *
     * @return a counter, a timer or a gauge
     */
    public Meter.Type type() {
        return type;
    }

    /**
     * Returns the description of the meter.
     *
     * @return a short English text
     */
    public String description() {
        return description;
    }

    /**
     * Returns the keys of the tags that each meter of this name has, in addition to the common tags of the application.
     *
     * @return the keys, in no particular order
     */
    public List<String> tagKeys() {
        return tagKeys;
    }
}
