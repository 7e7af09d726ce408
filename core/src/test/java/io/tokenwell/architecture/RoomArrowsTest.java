package io.tokenwell.architecture;

import static io.tokenwell.architecture.CoreClasses.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the refresh package know each other one way. */
class RoomArrowsTest {

    private static final String FACE = CoreClasses.ROOT + ".refresh";
    private static final String SETTINGS = FACE + ".settings";
    private static final String MODEL = FACE + ".model";
    private static final String REPORT = FACE + ".report";
    private static final String GUARD = FACE + ".guard";
    private static final String ROTATION = FACE + ".rotation";
    private static final String PIPELINE = FACE + ".pipeline";
    private static final String AHEAD = FACE + ".ahead";

    private static final Arrows ARROWS = new Arrows(
            List.of(SETTINGS, MODEL, REPORT, GUARD, ROTATION, PIPELINE, AHEAD, FACE),
            Map.of(
                    MODEL,
                    Set.of(SETTINGS),
                    REPORT,
                    Set.of(MODEL),
                    GUARD,
                    Set.of(SETTINGS, MODEL, REPORT),
                    ROTATION,
                    Set.of(SETTINGS, MODEL, REPORT, GUARD),
                    PIPELINE,
                    Set.of(SETTINGS, MODEL, REPORT, GUARD, ROTATION),
                    AHEAD,
                    Set.of(SETTINGS, MODEL, REPORT, PIPELINE),
                    FACE,
                    Set.of(SETTINGS, MODEL, REPORT, GUARD, ROTATION, PIPELINE, AHEAD)));

    static Stream<Arguments> drawn() {
        return ARROWS.pairs(true);
    }

    static Stream<Arguments> notDrawn() {
        return ARROWS.pairs(false);
    }

    @ParameterizedTest
    @MethodSource("notDrawn")
    void noArrowGoesAnotherWay(String from, String to) {
        assertThat(violations(Arrows.without(from, to), CoreClasses.shipped())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void theRuleAgainstADrawnArrowIsBroken(String from, String to) {
        assertThat(violations(Arrows.without(from, to), CoreClasses.shipped())).isNotEmpty();
    }

    @Test
    void arrowsPointDown() {
        ARROWS.pointDown();
    }

    @Test
    void everyClassHasARoom() {
        assertThat(violations(ARROWS.homeOfEveryClassIn(FACE), CoreClasses.shipped()))
                .isEmpty();
        assertThat(violations(ARROWS.homeButForTheLast(FACE), CoreClasses.shipped()))
                .isNotEmpty();
    }
}
