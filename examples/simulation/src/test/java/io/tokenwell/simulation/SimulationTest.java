package io.tokenwell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of trouble, some thousand times, or what {@code -Dtokenwell.simulation.seeds=FROM:COUNT} asks for. */
class SimulationTest {

    /** Of each kind, at each build. */
    static final long SEEDS_OF_EACH_KIND = 160;

    /** Rules that the pipeline does not keep yet. Each goes from here with the change that mends it. */
    private static final Set<String> NOT_YET = Set.of(
            "used token sent",
            "rotation lost",
            "left in escrow",
            "dead token",
            "old login served",
            "stalled by an orphaned lock",
            "events",
            "not served in the end");

    @Test
    void aFleetInTroubleKeepsItsPromises() {
        List<Kind> kinds = Main.kinds(set("tokenwell.simulation.kinds", "ALL"));
        String seeds = set("tokenwell.simulation.seeds", "1:" + SEEDS_OF_EACH_KIND);
        int colon = seeds.indexOf(':');
        long from = Long.parseLong(seeds.substring(0, colon));
        Runs runs = new Runs(kinds, from, Long.parseLong(seeds.substring(colon + 1)), Mutant.NONE);
        List<Schedule.Outcome> failed = runs.run(Runtime.getRuntime().availableProcessors());
        List<Schedule.Outcome> broken = failed.stream()
                .filter(each -> !NOT_YET.contains(Main.rule(each)))
                .toList();
        if (!broken.isEmpty()) {
            Schedule.Outcome first = broken.get(0);
            System.out.println(
                    Runs.told(first.kind(), first.seed(), Mutant.NONE).story());
        }
        Main.report(failed);
        System.out.println(runs.summary(failed));
        assertThat(broken).isEmpty();
    }

    /** Those in which no part of the pipeline draws from a chance of its own. */
    @ParameterizedTest
    @EnumSource(names = {"CALM", "REDIS", "ENDPOINT", "REJECT", "CLOCK"})
    void theSameSeedTellsTheSameStory(Kind kind) {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(Runs.told(kind, seed, Mutant.NONE).story())
                    .isEqualTo(Runs.told(kind, seed, Mutant.NONE).story());
        }
    }

    private static String set(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isBlank() ? otherwise : value;
    }
}
