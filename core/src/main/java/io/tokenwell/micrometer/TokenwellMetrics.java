package io.tokenwell.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tokenwell.TokenEvent;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.RequestOutcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Observer that counts in the meters of a registry, for {@code builder().observer(new TokenwellMetrics(registry))}.
 * Safe for use by any thread. No tag names an account, and each tag has a small set of values. If several providers
 * share one observer, its meters contain the sum of all; to separate them, give each its own observer with its own
 * common tag. The registry keeps the counts and the providers for as long as it lives.
 *
 * <table>
 * <caption>Meters; their names are also in {@link TokenwellMeter}</caption>
 * <tr><th>name</th><th>type</th><th>tags</th><th>content</th></tr>
 * <tr><td>{@code tokenwell.requests}</td><td>counter</td><td>{@code outcome}</td><td>requests for a token by
 *     {@linkplain RequestOutcome#label() outcome}; {@code near} are those that called no store</td></tr>
 * <tr><td>{@code tokenwell.refreshes}</td><td>counter</td><td>{@code platform}, {@code outcome},
 *     {@code code}</td><td>refreshes that were due; outcomes and codes are those of {@link RefreshResult}</td></tr>
 * <tr><td>{@code tokenwell.redemption.time}</td><td>timer</td><td>{@code platform}, {@code outcome}</td><td>time from
 *     sending a refresh token to the answer, including late answers</td></tr>
 * <tr><td>{@code tokenwell.contention}</td><td>counter</td><td>{@code held}: {@code lock}, {@code claim}</td><td>tries
 *     that found the account held by another owner; {@code claim} although there is a lock means that the lock does not
 *     work</td></tr>
 * <tr><td>{@code tokenwell.waits}</td><td>timer</td><td></td><td>single waits for another owner, measured</td></tr>
 * <tr><td>{@code tokenwell.cooldowns.started}</td><td>counter</td><td>{@code outcome_unknown}: {@code true},
 *     {@code false}</td><td>cooldowns that attempts of this process started; {@code true} if the refresh token may be
 *     used up</td></tr>
 * <tr><td>{@code tokenwell.cooldowns}</td><td>gauge</td><td></td><td>accounts known to be cooling down</td></tr>
 * <tr><td>{@code tokenwell.logins.needed}</td><td>gauge</td><td></td><td>accounts found to need a login</td></tr>
 * <tr><td>{@code tokenwell.platforms.resting}</td><td>gauge</td><td></td><td>resting platforms</td></tr>
 * <tr><td>{@code tokenwell.rotations.unsaved}</td><td>gauge</td><td></td><td>credentials not in the table</td></tr>
 * <tr><td>{@code tokenwell.rotations.unshared}</td><td>gauge</td><td></td><td>those lost with this process</td></tr>
 * <tr><td>{@code tokenwell.work}</td><td>gauge</td><td></td><td>accounts with requests under way</td></tr>
 * <tr><td>{@code tokenwell.ahead.scans}</td><td>counter</td><td>{@code platform}, {@code answered}: {@code true},
 *     {@code false}</td><td>scans of refresh-ahead; none if it does not run</td></tr>
 * <tr><td>{@code tokenwell.ahead.accounts}</td><td>counter</td><td>{@code platform}, {@code outcome}</td><td>accounts
 *     that scans found, counted in each scan, by {@link AheadOutcome}</td></tr>
 * <tr><td>{@code tokenwell.events}</td><td>counter</td><td>{@code event}</td><td>events by kind, such as
 *     {@code rotation_at_risk} for {@link TokenEvent.RotationAtRisk}</td></tr>
 * <tr><td>{@code tokenwell.events.unheard}</td><td>counter</td><td>{@code event}</td><td>events that were dropped for a
 *     slow subscriber of {@code events()}</td></tr>
 * </table>
 *
 * @since 0.1
 */
@SuppressWarnings("exports")
public final class TokenwellMetrics implements RefreshObserver {

    private final Meters meters;
    private final Map<RequestOutcome, Counter> requests = new EnumMap<>(RequestOutcome.class);
    private final Map<Held, Counter> contention = new EnumMap<>(Held.class);
    private final Timer waits;
    private final Map<Boolean, Counter> cooldowns;
    private final Map<Class<?>, Counter> events;
    private final Map<Class<?>, Counter> unheard;
    private final List<Gauges> providers = new CopyOnWriteArrayList<>();

    /**
     * Creates meters without common tags.
     *
     * @param registry registry of the meters
     */
    public TokenwellMetrics(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /**
     * Creates meters with common tags.
     *
     * @param registry registry of the meters
     * @param common tags of all meters, for example to separate providers; never an account
     */
    public TokenwellMetrics(MeterRegistry registry, Iterable<Tag> common) {
        this.meters = new Meters(registry, Tags.of(common));
        register(requests, TokenwellMeter.REQUESTS, RequestOutcome.values(), RequestOutcome::label);
        register(contention, TokenwellMeter.CONTENTION, Held.values(), TokenwellMetrics::label);
        this.waits = meters.timer(TokenwellMeter.WAITS);
        this.cooldowns = Map.of(false, cooldownCounter(false), true, cooldownCounter(true));
        this.events = EventKinds.each(kind -> meters.counter(TokenwellMeter.EVENTS, kind));
        this.unheard = EventKinds.each(kind -> meters.counter(TokenwellMeter.EVENTS_UNHEARD, kind));
        gauge(TokenwellMeter.WORK, Gauges::workUnderWay);
        gauge(TokenwellMeter.COOLDOWNS, Gauges::coolingDown);
        gauge(TokenwellMeter.LOGINS_NEEDED, Gauges::loginsNeeded);
        gauge(TokenwellMeter.PLATFORMS_RESTING, Gauges::platformsResting);
        gauge(TokenwellMeter.ROTATIONS_UNSAVED, Gauges::unsavedRotations);
        gauge(TokenwellMeter.ROTATIONS_UNSHARED, Gauges::unsharedRotations);
    }

    /** Registers one counter for each value from the start, so that a rate begins at zero. */
    private <E> void register(Map<E, Counter> counters, TokenwellMeter meter, E[] values, Function<E, String> label) {
        for (E value : values) {
            counters.put(value, meters.counter(meter, label.apply(value)));
        }
    }

    private static String label(Held held) {
        return held.name().toLowerCase(Locale.ROOT);
    }

    private Counter cooldownCounter(boolean outcomeUnknown) {
        return meters.counter(TokenwellMeter.COOLDOWNS_STARTED, String.valueOf(outcomeUnknown));
    }

    private void gauge(TokenwellMeter meter, ToIntFunction<Gauges> level) {
        meters.gauge(meter, () -> providers.stream().mapToInt(level).sum());
    }

    @Override
    public void bindTo(Gauges levels) {
        providers.add(levels);
    }

    @Override
    public void onRequest(RequestOutcome outcome) {
        count(requests, outcome);
    }

    @Override
    public void onContention(Held held) {
        count(contention, held);
    }

    @Override
    public void onWait(Duration wait) {
        waits.record(wait);
    }

    @Override
    public Redeeming onRedemption(String platform, ContextView starter) {
        return new Redeeming() {
            @Override
            public void onEnd(RefreshResult result, Duration took, @Nullable Throwable failure) {
                meters.timer(
                                TokenwellMeter.REDEMPTION_TIME,
                                platform,
                                result.outcome().label())
                        .record(took);
            }
        };
    }

    @Override
    public void onRefresh(RefreshResult result) {
        meters.counter(
                        TokenwellMeter.REFRESHES,
                        result.platform(),
                        result.outcome().label(),
                        result.code())
                .increment();
    }

    @Override
    public void onScan(String platform, boolean answered) {
        meters.counter(TokenwellMeter.AHEAD_SCANS, platform, String.valueOf(answered))
                .increment();
    }

    @Override
    public void onRefreshAhead(String platform, AheadOutcome outcome) {
        meters.counter(TokenwellMeter.AHEAD_ACCOUNTS, platform, outcome.label()).increment();
    }

    @Override
    public void onEvent(TokenEvent event) {
        count(events, event.getClass());
        if (event instanceof TokenEvent.CoolingDown pause) {
            count(cooldowns, pause.outcomeUnknown());
        }
    }

    @Override
    public void onEventDropped(TokenEvent event) {
        count(unheard, event.getClass());
    }

    private static <K> void count(Map<K, Counter> counters, K kind) {
        Counter counter = counters.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }
}
