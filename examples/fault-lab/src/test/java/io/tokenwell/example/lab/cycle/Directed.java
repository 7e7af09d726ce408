package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.cycle.Trigger.Moment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One schedule for each protection, made so that without it the cycle must go wrong, and in one way only. */
enum Directed {
    /** Instance 0 sleeps on its claims, and through their grace, until 1 has them; awake, it must not free them. */
    OWNER_CHECK(
            "one-redemption",
            5_600,
            Stream.of(asks(60, 0), oneByOne(4_500, 1), asks(4_890, 2), asks(4_930, 0)),
            onLink(Trigger.at(0), Kind.DELAY, 0, Link.POSTGRES, 600).withAmount(200),
            Injection.of(Trigger.at(400), Kind.STOP, 0, 4_400),
            endpointSlow(4_350, 1_400, 500),
            Injection.of(Trigger.at(4_840), Kind.REDIS_FLUSH, FaultEvent.ALL, 0)),
    /** The locks are gone while instance 0 redeems: only its claims keep 1 and 2 off. */
    CLAIM(
            "one-redemption",
            900,
            Stream.of(asks(0, 0), asks(230, 1), asks(260, 2)),
            endpointSlow(0, 700, 450),
            Injection.of(Trigger.at(200), Kind.REDIS_FLUSH, FaultEvent.ALL, 0)),
    /** A login during a redemption: the pair that comes back then is of an older login. */
    COMPARE_AND_SET(
            "relogin-wins",
            800,
            Stream.of(asks(0, 0)),
            Stream.concat(
                    Stream.of(endpointSlow(0, 600, 300), cacheEmptied(750)),
                    IntStream.rangeClosed(1, Directed.ACCOUNTS)
                            .mapToObj(nth ->
                                    Injection.of(Trigger.on(Moment.DECIDED, nth), Kind.LOGIN, Injection.OF_STEP, 0)))),
    /** All callers leave when the server has decided: somebody must stay for its answer. */
    DETACHMENT(
            "account-kept",
            1_100,
            Stream.of(asks(0, 0), asks(900, 1)),
            endpointSlow(0, 600, 300),
            Injection.of(new Trigger(Moment.DECIDED, Directed.ACCOUNTS, 20), Kind.CANCEL, FaultEvent.ALL, 0)),
    /** PostgreSQL is down when the answers come, and who has them dies: they must be elsewhere by then. */
    ESCROW(
            "account-kept",
            2_700,
            Stream.of(asks(0, 0), asks(2_600, 1)),
            endpointSlow(0, 600, 400),
            Injection.of(new Trigger(Moment.ARRIVED, Directed.ACCOUNTS, 30), Kind.POSTGRES_KILL, FaultEvent.ALL, 1_700),
            Injection.of(new Trigger(Moment.REPLIED, Directed.ACCOUNTS, 1_000), Kind.KILL, 0, 0)),
    /** Instance 0's cache writes are under way for so long that 1 has cached a new login's token when they arrive. */
    NEWER_ONLY(
            "newest-cached",
            1_300,
            Stream.of(asks(0, 0), asks(700, 1)),
            Stream.concat(
                    Stream.of(onLink(Trigger.on(Moment.DECIDED, 1), Kind.DELAY, 0, Link.REDIS, 1_250)
                            .withAmount(900)),
                    IntStream.rangeClosed(1, Directed.ACCOUNTS)
                            .mapToObj(nth -> Injection.of(
                                    new Trigger(Moment.REPLIED, nth, 300), Kind.LOGIN, Injection.OF_STEP, 0)))),
    /** Nothing goes wrong at all: when everybody has an answer, nothing may be held any more. */
    RELEASE("nothing-leaked", 500, Stream.of(asks(300, 0)));

    static final int ACCOUNTS = 6;

    final String invariant;
    private final long activeMillis;

    @SuppressWarnings("ImmutableEnumChecker") // copies that nobody changes
    private final List<Ask> asks;

    @SuppressWarnings("ImmutableEnumChecker") // as above
    private final List<Injection> injections;

    Directed(String invariant, long activeMillis, Stream<Stream<Ask>> asks, Injection... injections) {
        this(invariant, activeMillis, asks, Arrays.stream(injections));
    }

    Directed(String invariant, long activeMillis, Stream<Stream<Ask>> asks, Stream<Injection> injections) {
        this.invariant = invariant;
        this.activeMillis = activeMillis;
        this.asks = asks.flatMap(some -> some).toList();
        this.injections = injections.toList();
    }

    String mutant() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Schedule schedule() {
        return new Schedule(mutant(), 0, ACCOUNTS, activeMillis, asks, injections);
    }

    /**
     * Loads their code, each process with accounts of its own: if they met here, a missing protection would have tokens
     * refused before the schedule begins, and a platform that refuses one account after the other rests.
     */
    static Schedule warmUp(int instances) {
        List<Ask> asks = LongStream.range(0, ACCOUNTS)
                .boxed()
                .flatMap(account ->
                        Stream.of(0L, 500L).map(at -> new Ask(at, (int) (account % instances), account.intValue())))
                .toList();
        return new Schedule("warm-up", 0, ACCOUNTS, 900, asks, List.of());
    }

    private static Stream<Ask> asks(long atMillis, int instance) {
        return LongStream.range(0, ACCOUNTS).mapToObj(account -> new Ask(atMillis, instance, (int) account));
    }

    /** Some of them are always redeeming, however busy the machine is. */
    private static Stream<Ask> oneByOne(long fromMillis, int instance) {
        return LongStream.range(0, ACCOUNTS)
                .mapToObj(account -> new Ask(fromMillis + 60 * account, instance, (int) account));
    }

    private static Injection onLink(Trigger when, Kind kind, int instance, Link link, long lasts) {
        return Injection.onLink(when, kind, instance, link, lasts);
    }

    /** What lives too short to be cached leaves an older login's entry there: not what this is about. */
    private static Injection cacheEmptied(long at) {
        return Injection.of(Trigger.at(at), Kind.REDIS_FLUSH, FaultEvent.ALL, 0);
    }

    private static Injection endpointSlow(long at, long lasts, long amount) {
        return Injection.of(Trigger.at(at), Kind.SLOW, FaultEvent.ALL, lasts).withAmount(amount);
    }
}
