package io.tokenwell.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs schedules, or tells the story of one. */
public final class Main {

    private static final int SHOWN = 3;
    private static final String FORGIVING = "--forgiving";

    private Main() {}

    /**
     * {@code run ALL|KIND,KIND FROM COUNT} runs that many seeds of each kind; {@code trace KIND SEED} tells one. With
     * {@code --forgiving} the server accepts a used refresh token again for a while.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        Mutant mutant = Mutant.valueOf(System.getProperty("tokenwell.simulation.mutant", Mutant.NONE.name()));
        List<String> asked = new ArrayList<>(List.of(arguments));
        Variant variant = new Variant(mutant, asked.remove(FORGIVING));
        if (asked.size() == 3 && asked.get(0).equals("trace")) {
            System.out.print(Runs.told(Kind.valueOf(asked.get(1)), Long.parseLong(asked.get(2)), variant)
                    .story());
        } else if (asked.size() == 4 && asked.get(0).equals("run")) {
            Runs runs =
                    new Runs(kinds(asked.get(1)), Long.parseLong(asked.get(2)), Long.parseLong(asked.get(3)), variant);
            System.exit(run(runs) ? 0 : 1);
        } else {
            System.err.println("run ALL|KIND,KIND FROM COUNT, or trace KIND SEED; and --forgiving");
            System.exit(2);
        }
    }

    static List<Kind> kinds(String names) {
        return names.equals("ALL")
                ? List.of(Kind.values())
                : Arrays.stream(names.split(",")).map(Kind::valueOf).toList();
    }

    private static boolean run(Runs runs) {
        int threads = Integer.getInteger(
                "tokenwell.simulation.threads", Runtime.getRuntime().availableProcessors());
        List<Schedule.Outcome> failed = runs.run(threads);
        report(failed);
        System.out.println(runs.summary(failed));
        return failed.isEmpty();
    }

    /** Rule by rule, with the first seeds that broke it. */
    static void report(List<Schedule.Outcome> failed) {
        failed.stream()
                .collect(Collectors.groupingBy(Main::rule, TreeMap::new, Collectors.toList()))
                .forEach((rule, outcomes) -> {
                    System.out.println(outcomes.size() + " x " + rule);
                    outcomes.stream()
                            .limit(SHOWN)
                            .forEach(each -> System.out.println("    " + each.kind() + ":" + each.seed() + " "
                                    + each.violations().get(0)));
                });
    }

    static String rule(Schedule.Outcome outcome) {
        String first = outcome.violations().get(0);
        return first.substring(0, first.indexOf(':'));
    }
}
