package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.cycle.Trigger.Moment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The kinds of trouble, each a way to make injections from dice. */
public enum FaultKind {
    /** No fault. */
    NONE(dice -> List.of()),
    /** {@code kill -9} at a step. */
    KILL_WORKER(dice -> some(
            dice, 2, () -> Injection.of(dice.step(), Kind.KILL, dice.instanceOfStepOrAny(), dice.between(0, 200)))),
    /** SIGTERM while answers of the endpoint are waited for, often after their callers have left. */
    TERMINATE(dice -> LongFaults.terminations(dice)),
    /** SIGSTOP for longer than lock and claim live. */
    STOP_WORKER(dice -> List.of(Injection.of(dice.step(), Kind.STOP, Injection.OF_STEP, dice.between(2_200, 2_600)))),
    /** A machine is suspended for longer than claim and grace: its monotonic time stands still, its date does not. */
    SUSPEND(LongFaults.SUSPENDED_MILLIS, dice -> LongFaults.suspended(dice)),
    /** Redis dies, and comes back empty. */
    REDIS_KILL(
            dice -> List.of(Injection.of(dice.stepOrTime(), Kind.REDIS_KILL, FaultEvent.ALL, dice.between(50, 500)))),
    /** Redis is emptied. */
    REDIS_FLUSH(dice -> some(dice, 4, () -> Injection.of(dice.step(), Kind.REDIS_FLUSH, FaultEvent.ALL, 0))),
    /** PostgreSQL crashes, and comes back. */
    POSTGRES_KILL(
            dice -> List.of(Injection.of(dice.stepOrTime(), Kind.POSTGRES_KILL, FaultEvent.ALL, dice.between(0, 400)))),
    /** PostgreSQL is away for longer than claim and grace, nobody dies, and Redis is slow for some or forgets. */
    LONG_OUTAGE(LongFaults.OUTAGE_MILLIS, dice -> LongFaults.outage(dice)),
    /** Connections are reset. */
    CUT_CONNECTIONS(dice ->
            some(dice, 4, () -> Injection.onLink(dice.stepOrTime(), Kind.CUT, dice.instanceOrAll(), dice.link(), 0))),
    /** Bytes stand still in both directions. */
    STALL_CONNECTIONS(dice -> some(
            dice,
            2,
            () -> Injection.onLink(
                    dice.stepOrTime(), Kind.STALL, dice.instanceOrAll(), dice.link(), dice.between(200, 900)))),
    /** Requests take their time to whom they are for. */
    SLOW_CONNECTIONS(dice -> some(
            dice,
            2,
            () -> Injection.onLink(
                            dice.stepOrTime(), Kind.DELAY, dice.instanceOrAll(), dice.link(), dice.between(200, 1_200))
                    .withAmount(dice.between(20, 300)))),
    /** The endpoint's replies are swallowed. */
    LOST_ENDPOINT_REPLY(dice -> List.of(lost(dice, Moment.ARRIVED, Link.ENDPOINT))),
    /** PostgreSQL's replies are swallowed from the endpoint's answer on. */
    LOST_COMMIT_REPLY(dice -> List.of(lost(dice, Moment.DECIDED, Link.POSTGRES))),
    /** Redis' replies are swallowed. */
    LOST_LOCK_REPLY(dice -> List.of(
            lost(dice, Moment.ARRIVED, Link.REDIS),
            Injection.onLink(
                    Trigger.at(dice.between(0, 1_000)),
                    Kind.LOSE_REPLIES,
                    dice.instanceOrAll(),
                    Link.REDIS,
                    dice.between(50, 400)))),
    /** Too many requests. */
    ENDPOINT_429(dice -> List.of(endpoint(dice, Kind.TOO_MANY).withAmount(1_000))),
    /** The endpoint fails before or after it has decided. */
    ENDPOINT_5XX(dice -> List.of(endpoint(dice, dice.oneOf(List.of(Kind.FAIL_BEFORE, Kind.FAIL_AFTER))))),
    /** The endpoint takes its time, sometimes too much of it. */
    ENDPOINT_SLOW(dice -> List.of(endpoint(dice, Kind.SLOW).withAmount(dice.oneOf(List.of(200L, 450L, 900L))))),
    /** The endpoint does not answer: for a while, or for longer than anybody waits. */
    ENDPOINT_HANG(dice -> List.of(
            dice.coin()
                    ? endpoint(dice, dice.oneOf(List.of(Kind.HANG_BEFORE, Kind.HANG_AFTER, Kind.TRUNCATED)))
                    : endlessHang(dice))),
    /** The endpoint's port is closed. */
    ENDPOINT_REFUSED(dice -> some(
            dice,
            2,
            () -> Injection.onLink(
                    dice.stepOrTime(), Kind.DOWN, dice.instanceOrAll(), Link.ENDPOINT, dice.between(50, 900)))),
    /** The endpoint, or a proxy before it, sends answers of the class 1xx, and some time later the one that counts. */
    INTERIM_ANSWER(dice -> List.of(
            Injection.of(Trigger.at(dice.between(0, 200)), Kind.INTERIM, dice.instanceOrAll(), dice.between(500, 1_300))
                    .withAmount(dice.oneOf(List.of(0L, 30L, 250L, 500L))))),
    /** All callers leave. */
    CANCEL_CALLERS(dice -> some(dice, 4, () -> Injection.of(dice.step(), Kind.CANCEL, FaultEvent.ALL, 0))),
    /** Clocks differ by up to half a second. */
    CLOCK_OFFSET(dice -> IntStream.range(0, dice.instances)
            .mapToObj(instance -> Injection.of(Trigger.at(0), Kind.CLOCK, instance, Dice.ACTIVE_MILLIS + 500)
                    .withAmount(dice.between(-500, 500)))
            .toList()),
    /** Somebody logs in anew while a redemption is under way. */
    RE_LOGIN(dice -> some(dice, 6, () -> Injection.of(dice.step(), Kind.LOGIN, Injection.OF_STEP, 0))),
    /** Two kinds at once: what one breaks, the other must not find without its net. */
    MIXED(FaultKind::mixed);

    private final long activeMillis;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final Function<Dice, List<Injection>> injections;

    FaultKind(Function<Dice, List<Injection>> injections) {
        this(Dice.ACTIVE_MILLIS, injections);
    }

    FaultKind(long activeMillis, Function<Dice, List<Injection>> injections) {
        this.activeMillis = activeMillis;
        this.injections = injections;
    }

    /** How long callers come. */
    long activeMillis() {
        return activeMillis;
    }

    List<Injection> injections(Dice dice) {
        return injections.apply(dice);
    }

    /**
     * The name on the command line.
     *
     * @return lower case with hyphens
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a kind.
     *
     * @param label its name on the command line
     * @return the kind
     * @throws IllegalArgumentException if there is none
     */
    public static FaultKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such fault: " + label));
    }

    private static List<Injection> some(Dice dice, int most, Supplier<Injection> one) {
        return LongStream.range(0, dice.between(1, most))
                .mapToObj(i -> one.get())
                .toList();
    }

    private static List<Injection> mixed(Dice dice) {
        FaultKind ofServers = dice.oneOf(
                List.of(POSTGRES_KILL, POSTGRES_KILL, REDIS_KILL, STALL_CONNECTIONS, LOST_COMMIT_REPLY, ENDPOINT_SLOW));
        FaultKind ofClients = dice.oneOf(List.of(KILL_WORKER, KILL_WORKER, CANCEL_CALLERS, RE_LOGIN, CUT_CONNECTIONS));
        return Stream.of(ofServers, ofClients)
                .flatMap(kind -> kind.injections(dice).stream())
                .toList();
    }

    /** Beyond the patience of all callers and clients; what hangs undecided may be decided when they have long left. */
    private static Injection endlessHang(Dice dice) {
        Kind kind = dice.oneOf(List.of(Kind.HANG_BEFORE, Kind.HANG_BEFORE, Kind.HANG_AFTER));
        return Injection.of(Trigger.at(dice.between(0, 300)), kind, dice.instanceOrAll(), dice.between(1_600, 2_500))
                .withAmount(kind == Kind.HANG_BEFORE ? dice.between(0, 1) : 0);
    }

    private static Injection lost(Dice dice, Moment moment, Link link) {
        return Injection.onLink(
                dice.exactStep(moment), Kind.LOSE_REPLIES, Injection.OF_STEP, link, dice.between(100, 700));
    }

    private static Injection endpoint(Dice dice, Kind kind) {
        return Injection.of(
                dice.coin() ? Trigger.at(dice.between(0, 300)) : dice.step(Moment.ARRIVED),
                kind,
                dice.instanceOrAll(),
                dice.between(50, 500));
    }
}
