package io.tokenwell.example.lab;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.Results;
import io.tokenwell.example.lab.report.RunFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param contestants who is tried, one after the other
 * @param faults by what
 * @param cycles how often each
 * @param peerCycles how often the others each
 * @param sites how many sites share a contestant's cycles
 * @param accounts new accounts per cycle
 * @param instances processes per contestant
 * @param seed of the first cycle
 * @param mutant which protection Tokenwell goes without
 * @param limit no cycle begins after this time
 */
record LabPlan(
        List<Contestant> contestants,
        List<FaultKind> faults,
        int cycles,
        int peerCycles,
        int sites,
        int accounts,
        int instances,
        long seed,
        String mutant,
        Duration limit) {

    LabPlan replaying(String cycle) {
        String[] parts = cycle.split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a cycle is FAULT:SEED, not " + cycle);
        }
        return new LabPlan(
                contestants,
                List.of(FaultKind.of(parts[0])),
                1,
                1,
                1,
                accounts,
                instances,
                Long.parseLong(parts[1]),
                mutant,
                limit);
    }

    int cyclesInAll() {
        return contestants.stream().mapToInt(this::cyclesOf).sum() * faults.size();
    }

    int cyclesOf(Contestant contestant) {
        return contestant == Contestant.TOKENWELL ? cycles : peerCycles;
    }

    /** Each site begins elsewhere: kinds that take the machine for themselves shall not do so all at once. */
    List<FaultKind> faultsOf(int site) {
        List<FaultKind> order = new ArrayList<>(faults);
        Collections.rotate(order, -site * faults.size() / sites);
        return order;
    }

    /** Cycles of the judged contestant that were planned and not run. */
    List<String> missing(Results results) {
        int planned = contestants.stream()
                .filter(contestant -> contestant.label().equals(judged()))
                .mapToInt(this::cyclesOf)
                .findFirst()
                .orElse(0);
        return faults.stream()
                .filter(fault -> results.of(judged(), fault.label()).cycles() < planned)
                .map(fault -> judged() + " " + fault.label() + ": "
                        + results.of(judged(), fault.label()).cycles() + " of " + planned + " cycles")
                .toList();
    }

    RunFacts facts(List<String> arguments, Results results) {
        return new RunFacts(arguments, judged(), accounts, instances, mutant, missing(results));
    }

    /** Whose violations decide about success. */
    String judged() {
        return contestants.contains(Contestant.TOKENWELL)
                ? Contestant.TOKENWELL.label()
                : contestants.get(0).label();
    }
}
