package io.tokenwell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of trouble, some thousand times, or what {@code -Dtokenwell.simulation.seeds=FROM:COUNT} asks for. */
class SimulationTest {

    /** Of each kind, at each build. */
    static final long SEEDS_OF_EACH_KIND = 160;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFleetInTroubleKeepsItsPromises(boolean forgiving) {
        Variant variant = new Variant(Mutant.NONE, forgiving);
        List<Kind> kinds = Main.kinds(set("tokenwell.simulation.kinds", "ALL"));
        String seeds = set("tokenwell.simulation.seeds", "1:" + SEEDS_OF_EACH_KIND);
        int colon = seeds.indexOf(':');
        long from = Long.parseLong(seeds.substring(0, colon));
        Runs runs = new Runs(kinds, from, Long.parseLong(seeds.substring(colon + 1)), variant);
        List<Schedule.Outcome> failed = runs.run(Runtime.getRuntime().availableProcessors());
        if (!failed.isEmpty()) {
            Schedule.Outcome first = failed.get(0);
            System.out.println(Runs.told(first.kind(), first.seed(), variant).story());
        }
        Main.report(failed);
        System.out.println(runs.summary(failed));
        assertThat(failed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedTellsTheSameStory(Kind kind) {
        for (long seed = 1; seed <= 3; seed++) {
            Variant variant = new Variant(Mutant.NONE, seed == 2);
            assertThat(Runs.told(kind, seed, variant).story())
                    .isEqualTo(Runs.told(kind, seed, variant).story());
        }
    }

    private static String set(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isBlank() ? otherwise : value;
    }
}
