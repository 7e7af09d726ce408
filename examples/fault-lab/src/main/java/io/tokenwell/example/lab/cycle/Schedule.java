package io.tokenwell.example.lab.cycle;

import java.util.ArrayList;
import java.util.List;

/**
 * All that happens in a cycle, made from a seed and nothing else.
 *
 * @param fault the kind of trouble
 * @param seed what it was made from
 * @param accounts how many accounts
 * @param activeMillis how long callers come and faults begin
 * @param asks the callers
 * @param injections the faults
 */
record Schedule(String fault, long seed, int accounts, long activeMillis, List<Ask> asks, List<Injection> injections) {

    private static final long RUSH_MILLIS = 15;
    private static final int RUSH_CALLERS = 2;
    private static final long PACE_MILLIS = 250;

    Schedule {
        asks = List.copyOf(asks);
        injections = List.copyOf(injections);
    }

    static Schedule of(FaultKind fault, long seed, int instances, int accounts) {
        Dice dice = new Dice(seed * 31 + fault.label().hashCode(), instances, accounts);
        List<Injection> injections = fault.injections(dice);
        return new Schedule(
                fault.label(), seed, accounts, fault.activeMillis(), asks(dice, fault.activeMillis()), injections);
    }

    /** As below; for as long as there are callers after that, they come for one account or another on and on. */
    private static List<Ask> asks(Dice dice, long activeMillis) {
        List<Ask> asks = new ArrayList<>(asks(dice));
        for (long from = Dice.ACTIVE_MILLIS; from < activeMillis; from += PACE_MILLIS) {
            long until = Math.min(activeMillis, from + PACE_MILLIS);
            for (int account = 0; account < dice.accounts; account++) {
                asks.add(new Ask(dice.between(from, until), dice.instance(), account));
            }
        }
        return asks;
    }

    /** Everybody wants an account at once, some come again and again, and everybody once more when it may be due. */
    private static List<Ask> asks(Dice dice) {
        List<Ask> asks = new ArrayList<>();
        for (int account = 0; account < dice.accounts; account++) {
            rush(asks, dice, account, dice.between(0, 250));
            asks.add(new Ask(dice.between(250, 700), dice.instance(), account));
            asks.add(new Ask(dice.between(500, 1_000), dice.instance(), account));
            rush(asks, dice, account, dice.between(1_050, Dice.ACTIVE_MILLIS - RUSH_MILLIS));
        }
        return asks;
    }

    private static void rush(List<Ask> asks, Dice dice, int account, long from) {
        for (int caller = 0; caller < RUSH_CALLERS * dice.instances; caller++) {
            asks.add(new Ask(from + dice.between(0, RUSH_MILLIS), caller % dice.instances, account));
        }
    }
}
