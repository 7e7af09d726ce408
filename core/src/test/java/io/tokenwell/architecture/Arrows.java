package io.tokenwell.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Which package may use which. The red twin of each rule is the shipped code itself: an arrow that is drawn breaks the
 * rule against it.
 *
 * @param packages from the ground up: a package uses those before it only
 * @param uses the arrows
 */
record Arrows(List<String> packages, Map<String, Set<String>> uses) {

    Stream<Arguments> pairs(boolean drawn) {
        return packages.stream()
                .flatMap(from -> packages.stream()
                        .filter(to -> !to.equals(from) && usedBy(from).contains(to) == drawn)
                        .map(to -> Arguments.of(from, to)));
    }

    private Set<String> usedBy(String name) {
        return uses.getOrDefault(name, Set.of());
    }

    static ArchRule without(String from, String to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(to);
    }

    /** So that there is neither a cycle nor a pair of packages that know each other. */
    void pointDown() {
        assertThat(packages)
                .allSatisfy(name ->
                        assertThat(packages.subList(0, packages.indexOf(name))).containsAll(usedBy(name)));
    }

    ArchRule homeOfEveryClassIn(String base) {
        return homeIn(base, packages);
    }

    /** The red twin: without its last package, some class has no home. */
    ArchRule homeButForTheLast(String base) {
        return homeIn(base, packages.subList(0, packages.size() - 1));
    }

    private static ArchRule homeIn(String base, List<String> packages) {
        return classes()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .resideInAnyPackage(packages.toArray(String[]::new));
    }
}
