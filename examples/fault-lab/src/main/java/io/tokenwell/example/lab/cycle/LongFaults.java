package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.cycle.Trigger.Moment;
import java.util.ArrayList;
import java.util.List;

/** Troubles that outlast a claim and its grace (4 s in the lab), or one of them together with a slow endpoint. */
final class LongFaults {

    private static final long LONG = 4_500;
    private static final long LAST_MILLIS = 800;

    /** Until everybody has come back once more after the longest of each. */
    static final long OUTAGE_MILLIS = 450 + LONG + 700 + LAST_MILLIS;

    static final long SUSPENDED_MILLIS = 500 + LONG + 500 + LAST_MILLIS;

    private LongFaults() {}

    /** All are redeeming when PostgreSQL goes; their pairs have nowhere to go for longer than anybody respects their claims. */
    static List<Injection> outage(Dice dice) {
        long from = dice.between(250, 450);
        long lasts = dice.between(LONG, LONG + 700);
        List<Injection> injections = new ArrayList<>();
        injections.add(slow(dice.between(250, 450), from + 400));
        injections.add(
                dice.coin()
                        ? Injection.of(Trigger.at(from), Kind.POSTGRES_KILL, FaultEvent.ALL, lasts)
                        : Injection.onLink(Trigger.at(from), Kind.DOWN, FaultEvent.ALL, Link.POSTGRES, lasts));
        if (dice.coin()) {
            injections.add(
                    Injection.of(Trigger.at(from + dice.between(1_000, 4_000)), Kind.REDIS_FLUSH, FaultEvent.ALL, 0));
        } else {
            injections.add(
                    Injection.onLink(Trigger.at(from), Kind.DELAY, dice.instance(), Link.REDIS, lasts + LAST_MILLIS)
                            .withAmount(dice.between(20, 100)));
        }
        return injections;
    }

    /** Redis is slow, so that whoever is suspended is often between its claim and its request. */
    static List<Injection> suspended(Dice dice) {
        long from = dice.between(150, 500);
        long lasts = dice.between(LONG, LONG + 500);
        return List.of(
                Injection.onLink(Trigger.at(0), Kind.DELAY, FaultEvent.ALL, Link.REDIS, from + lasts)
                        .withAmount(dice.between(40, 110)),
                Injection.of(Trigger.at(from), Kind.SUSPEND, dice.instance(), lasts));
    }

    /** The answer is on its way when the process is asked to end. */
    static List<Injection> terminations(Dice dice) {
        List<Injection> injections = new ArrayList<>();
        injections.add(slow(dice.between(300, 850), Dice.ACTIVE_MILLIS));
        for (long i = dice.between(1, 2); i > 0; i--) {
            Trigger when = new Trigger(Moment.DECIDED, (int) dice.between(1, dice.accounts), dice.between(0, 400));
            if (dice.coin()) {
                injections.add(Injection.of(when, Kind.CANCEL, FaultEvent.ALL, 0));
            }
            injections.add(Injection.of(when, Kind.TERMINATE, Injection.OF_STEP, dice.between(0, 200)));
        }
        return injections;
    }

    private static Injection slow(long amount, long lasts) {
        return Injection.of(Trigger.at(0), Kind.SLOW, FaultEvent.ALL, lasts).withAmount(amount);
    }
}
