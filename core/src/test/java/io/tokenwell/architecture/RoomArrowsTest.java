package io.tokenwell.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.tokenwell.architecture.CoreClasses.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rooms of the refresh package know each other one way. Each arrow that is drawn is its rule's red twin: the rule
 * that forbids it is broken by the code that is shipped.
 */
class RoomArrowsTest {

    private static final String REFRESH = CoreClasses.ROOT + ".refresh";
    private static final String FACE = "";

    /** From the ground up: a room uses those before it only. */
    private static final List<String> ROOMS =
            List.of("settings", "model", "report", "guard", "rotation", "pipeline", "ahead", FACE);

    private static final Map<String, Set<String>> ARROWS = Map.of(
            "settings",
            Set.of(),
            "model",
            Set.of("settings"),
            "report",
            Set.of("model"),
            "guard",
            Set.of("settings", "model", "report"),
            "rotation",
            Set.of("settings", "model", "report", "guard"),
            "pipeline",
            Set.of("settings", "model", "report", "guard", "rotation"),
            "ahead",
            Set.of("settings", "model", "report", "pipeline"),
            FACE,
            Set.of("settings", "model", "report", "guard", "rotation", "pipeline", "ahead"));

    static Stream<Arguments> drawn() {
        return pairs(true);
    }

    static Stream<Arguments> notDrawn() {
        return pairs(false);
    }

    private static Stream<Arguments> pairs(boolean drawn) {
        return ROOMS.stream()
                .flatMap(from -> ROOMS.stream()
                        .filter(to -> !to.equals(from) && uses(from).contains(to) == drawn)
                        .map(to -> Arguments.of(from, to)));
    }

    private static Set<String> uses(String room) {
        return ARROWS.getOrDefault(room, Set.of());
    }

    @ParameterizedTest
    @MethodSource("notDrawn")
    void noArrowGoesAnotherWay(String from, String to) {
        assertThat(violations(without(from, to), CoreClasses.shipped())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void theRuleAgainstADrawnArrowIsBroken(String from, String to) {
        assertThat(violations(without(from, to), CoreClasses.shipped())).isNotEmpty();
    }

    /** So that there is neither a cycle nor a pair of rooms that know each other. */
    @Test
    void arrowsPointDown() {
        assertThat(ROOMS)
                .allSatisfy(room ->
                        assertThat(ROOMS.subList(0, ROOMS.indexOf(room))).containsAll(uses(room)));
    }

    @Test
    void everyClassHasARoom() {
        String[] rooms = ROOMS.stream().map(RoomArrowsTest::packageOf).toArray(String[]::new);
        ArchRule inRooms =
                classes().that().resideInAPackage(REFRESH + "..").should().resideInAnyPackage(rooms);
        assertThat(violations(inRooms, CoreClasses.shipped())).isEmpty();
    }

    private static ArchRule without(String from, String to) {
        return noClasses()
                .that()
                .resideInAPackage(packageOf(from))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf(to));
    }

    private static String packageOf(String room) {
        return room.isEmpty() ? REFRESH : REFRESH + "." + room;
    }
}
