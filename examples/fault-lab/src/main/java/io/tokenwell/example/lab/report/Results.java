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

    /** So many failing cycles of one fault are shown whole of those that are not judged; the rest is counted. */
    static final int SHOWN = 3;

    /** So many broken invariants of one contestant and fault are listed; the rest is counted. */
    static final int LISTED = 200;

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

    /**
     * A cycle that the lab itself could not bring to its end.
     *
     * @param cycle the cycle
     * @param why what failed, and where the logs are
     */
    public record Broken(Cycle cycle, String why) {}

    private final String judged;
    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<Key, List<Verdicts>> failing = new LinkedHashMap<>();
    private final List<Found> violations = new ArrayList<>();
    private final Map<Key, Integer> listed = new LinkedHashMap<>();
    private final List<Lost> lostReplies = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();

    /**
     * No results yet.
     *
     * @param judged the contestant whose failing cycles are all kept
     */
    public Results(String judged) {
        this.judged = judged;
    }

    /**
     * Adds a cycle.
     *
     * @param verdicts what was found in it
     */
    public synchronized void add(Verdicts verdicts) {
        Cycle cycle = verdicts.history().cycle();
        Key key = key(cycle);
        tallies.merge(key, Tally.of(verdicts), Tally::plus);
        verdicts.violations().forEach(violation -> list(key, new Found(cycle, violation)));
        verdicts.lostReplies().forEach(reply -> lostReplies.add(new Lost(cycle, reply)));
        List<Verdicts> shown = failing.computeIfAbsent(key, none -> new ArrayList<>());
        if (!verdicts.violations().isEmpty() && (cycle.contestant().equals(judged) || shown.size() < SHOWN)) {
            shown.add(verdicts);
        }
    }

    private void list(Key key, Found found) {
        if (listed.merge(key, 1, Integer::sum) <= LISTED) {
            violations.add(found);
        }
    }

    private static Key key(Cycle cycle) {
        return new Key(cycle.contestant(), cycle.fault());
    }

    /**
     * Adds a cycle of which nothing is known.
     *
     * @param failed the cycle, and what failed
     */
    public synchronized void add(Broken failed) {
        tallies.merge(key(failed.cycle()), Tally.BROKEN, Tally::plus);
        broken.add(failed);
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
     * All cycles that could not be brought to their end.
     *
     * @return in the order they were found
     */
    public synchronized List<Broken> broken() {
        return List.copyOf(broken);
    }

    /**
     * The counts of one contestant and fault.
     *
     * @param contestant its name
     * @param fault the fault's name
     * @return the counts so far
     */
    public synchronized Tally of(String contestant, String fault) {
        return tallies.getOrDefault(new Key(contestant, fault), Tally.ZERO);
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

    List<String> faults() {
        return tallies().keySet().stream().map(Key::fault).distinct().sorted().toList();
    }
}
