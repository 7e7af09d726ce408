package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.cycle.Trigger.Moment;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices for a schedule: the same seed throws the same dice, in the same order. */
final class Dice {

    /** Asks go on until then. */
    static final long ACTIVE_MILLIS = 1_300;

    private final SplittableRandom random;
    final int instances;
    final int accounts;

    Dice(long seed, int instances, int accounts) {
        this.random = new SplittableRandom(seed);
        this.instances = instances;
        this.accounts = accounts;
    }

    long between(long lowest, long highest) {
        return random.nextLong(lowest, highest + 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int instance() {
        return random.nextInt(instances);
    }

    int instanceOrAll() {
        return between(0, 3) == 0 ? FaultEvent.ALL : instance();
    }

    int instanceOfStepOrAny() {
        return coin() ? Injection.OF_STEP : instance();
    }

    Link link() {
        return oneOf(List.of(Link.REDIS, Link.POSTGRES, Link.ENDPOINT));
    }

    /** Some step of some redemption: nearly every cycle has one for each of its accounts. */
    Trigger step() {
        return step(oneOf(List.of(Moment.ARRIVED, Moment.DECIDED, Moment.REPLIED)));
    }

    Trigger step(Moment moment) {
        return new Trigger(moment, (int) between(1, accounts), coin() ? 0 : between(0, 20));
    }

    Trigger exactStep(Moment moment) {
        return Trigger.on(moment, (int) between(1, accounts));
    }

    Trigger stepOrTime() {
        return coin() ? step() : Trigger.at(between(0, ACTIVE_MILLIS));
    }
}
