package io.tokenwell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of trouble, some thousand times, or what {@code -Dtokenwell.simulation.seeds=FROM:COUNT} asks for. */
class SimulationTest {

    /** Of each kind. */
    private static final String SEEDS = "1:180";

    @Test
    void aFleetInTroubleKeepsItsPromises() {
        List<Kind> kinds = Main.kinds(set("tokenwell.simulation.kinds", "ALL"));
        String[] seeds = set("tokenwell.simulation.seeds", SEEDS).split(":");
        Runs runs = new Runs(kinds, Long.parseLong(seeds[0]), Long.parseLong(seeds[1]), Mutant.NONE);
        List<Schedule.Outcome> failed = runs.run(Runtime.getRuntime().availableProcessors());
        if (!failed.isEmpty()) {
            Schedule.Outcome first = failed.get(0);
            System.out.println(Runs.told(first.kind(), first.seed(), Mutant.NONE).story());
            Main.report(failed);
        }
        System.out.println(runs.summary(failed));
        assertThat(failed).isEmpty();
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        for (Kind kind : Kind.values()) {
            assertThat(Runs.told(kind, 7, Mutant.NONE).story())
                    .isEqualTo(Runs.told(kind, 7, Mutant.NONE).story());
        }
    }

    private static String set(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isBlank() ? otherwise : value;
    }
}
