package io.tokenwell.example.lab.report;

import io.tokenwell.example.lab.check.Cycle;
import io.tokenwell.example.lab.check.LostReply;
import io.tokenwell.example.lab.check.Verdicts;
import io.tokenwell.example.lab.check.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a run found, added up as it comes. Safe for use by any thread. */
public final class Results {

    /** So many failing cycles of one contestant and fault are shown whole; the rest is counted and listed. */
    private static final int SHOWN = 3;

    /** So many broken invariants of one contestant and fault are listed; the rest is counted. */
    private static final int LISTED = 200;

    /** What belongs to one contestant and one kind of fault. */
    record Key(String contestant, String fault) {}

    /**
     * A broken invariant and where.
     *
     * @param cycle the cycle
     * @param violation what was seen
     */
    public record Found(Cycle cycle, Violation violation) {}

    /**
     * A reply nobody received, and where.
     *
     * @param cycle the cycle
     * @param reply the reply
     */
    public record Lost(Cycle cycle, LostReply reply) {}

    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<Key, List<Verdicts>> failing = new LinkedHashMap<>();
    private final List<Found> violations = new ArrayList<>();
    private final Map<Key, Integer> listed = new LinkedHashMap<>();
    private final List<Lost> lostReplies = new ArrayList<>();

    /**
     * Adds a cycle.
     *
     * @param verdicts what was found in it
     */
    public synchronized void add(Verdicts verdicts) {
        Cycle cycle = verdicts.history().cycle();
        Key key = new Key(cycle.contestant(), cycle.fault());
        tallies.merge(key, Tally.of(verdicts), Tally::plus);
        verdicts.violations().forEach(violation -> list(key, new Found(cycle, violation)));
        verdicts.lostReplies().forEach(reply -> lostReplies.add(new Lost(cycle, reply)));
        List<Verdicts> shown = failing.computeIfAbsent(key, none -> new ArrayList<>());
        if (!verdicts.violations().isEmpty() && shown.size() < SHOWN) {
            shown.add(verdicts);
        }
    }

    private void list(Key key, Found found) {
        if (listed.merge(key, 1, Integer::sum) <= LISTED) {
            violations.add(found);
        }
    }

    synchronized Map<Key, Tally> tallies() {
        return new LinkedHashMap<>(tallies);
    }

    synchronized List<Verdicts> failing() {
        return failing.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Broken invariants, the first of each contestant and fault.
     *
     * @return in the order they were found
     */
    public synchronized List<Found> violations() {
        return List.copyOf(violations);
    }

    /**
     * All accounts lost with a reply that reached nobody.
     *
     * @return in the order they were found
     */
    public synchronized List<Lost> lostReplies() {
        return List.copyOf(lostReplies);
    }

    /**
     * The counts of one contestant.
     *
     * @param contestant its name
     * @return the sum over all kinds of faults
     */
    public Tally total(String contestant) {
        return tallies().entrySet().stream()
                .filter(entry -> entry.getKey().contestant().equals(contestant))
                .map(Map.Entry::getValue)
                .reduce(Tally.ZERO, Tally::plus);
    }

    List<String> contestants() {
        return tallies().keySet().stream().map(Key::contestant).distinct().toList();
    }
}
