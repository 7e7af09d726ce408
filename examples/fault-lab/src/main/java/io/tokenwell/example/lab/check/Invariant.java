package io.tokenwell.example.lab.check;

import java.util.List;

/** One rule. Implementations are pure. */
public interface Invariant {

    /**
     * The rule's name in reports.
     *
     * @return a short name with hyphens
     */
    String name();

    /**
     * Judges a cycle.
     *
     * @param history what was recorded
     * @return what broke the rule, empty if nothing did
     */
    List<Violation> violations(CycleHistory history);
}
