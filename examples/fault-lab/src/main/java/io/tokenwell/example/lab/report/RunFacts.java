package io.tokenwell.example.lab.report;

import io.tokenwell.example.lab.check.Cycle;
import java.util.List;

/**
 * What reports say about the run as a whole.
 *
 * @param arguments of the command line
 * @param judged whose violations decide about success
 * @param accounts new accounts per cycle
 * @param instances processes per contestant
 * @param mutant the protection that Tokenwell went without, {@code none} for none
 * @param missing cycles that were planned and not run, one line for each contestant and fault
 */
public record RunFacts(
        List<String> arguments, String judged, int accounts, int instances, String mutant, List<String> missing) {

    /**
     * Copies the lists.
     *
     * @param arguments as above
     * @param judged as above
     * @param accounts as above
     * @param instances as above
     * @param mutant as above
     * @param missing as above
     */
    public RunFacts {
        arguments = List.copyOf(arguments);
        missing = List.copyOf(missing);
    }

    /** The arguments that make the same schedule again. */
    String replay(Cycle cycle) {
        String protections = mutant.equals("none") ? "" : " --mutant " + mutant;
        return "--contestants " + cycle.contestant() + " --accounts " + accounts + " --instances " + instances
                + protections + " --replay " + cycle.fault() + ":" + cycle.seed();
    }
}
