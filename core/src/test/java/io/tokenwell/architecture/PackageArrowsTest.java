package io.tokenwell.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.tokenwell.architecture.CoreClasses.PLANTED;
import static io.tokenwell.architecture.CoreClasses.ROOT;
import static io.tokenwell.architecture.CoreClasses.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports run one way: root, then spi, then the implementations, which don't know each other. */
class PackageArrowsTest {

    private static final List<String> PACKAGES =
            List.of("", ".spi", ".refresh..", ".http", ".memory", ".crypto", ".micrometer");

    static Stream<Arguments> arrows() {
        return Stream.of(
                Arguments.of(
                        "", List.of(".spi", ".refresh", ".http", ".memory", ".crypto", ".micrometer"), "RootLooksUp"),
                Arguments.of(
                        ".spi", List.of(".refresh", ".http", ".memory", ".crypto", ".micrometer"), "PortLooksSideways"),
                Arguments.of(".refresh..", List.of(".http", ".crypto", ".micrometer"), "PipelineLooksSideways"),
                Arguments.of(
                        ".http", List.of(".refresh", ".memory", ".crypto", ".micrometer"), "EndpointLooksSideways"),
                Arguments.of(".memory", List.of(".refresh", ".http", ".crypto", ".micrometer"), "MemoryLooksSideways"),
                Arguments.of(".crypto", List.of(".refresh", ".http", ".memory", ".micrometer"), "CipherLooksSideways"),
                Arguments.of(".micrometer", List.of(".refresh", ".http", ".memory", ".crypto"), "MetersLookSideways"));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void noImportGoesAgainstTheArrow(String from, List<String> forbidden, String plantedClass) {
        assertThat(violations(arrow(ROOT, from, forbidden), CoreClasses.shipped()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void aPlantedImportAgainstTheArrowIsFound(String from, List<String> forbidden, String plantedClass) {
        assertThat(violations(arrow(PLANTED, from, forbidden), CoreClasses.planted()))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).contains(plantedClass));
    }

    @Test
    void publicTypesAndPortsKnowJavaAndReactorOnly() {
        assertThat(violations(technologyFree(ROOT), CoreClasses.shipped())).isEmpty();
    }

    @Test
    void aPlantedPortThatKnowsALibraryIsFound() {
        assertThat(violations(technologyFree(PLANTED), CoreClasses.planted()))
                .anySatisfy(violation -> assertThat(violation).contains("PortKnowsALibrary"))
                .noneSatisfy(violation -> assertThat(violation).contains("PlantedEndpoint"));
    }

    /** The library is optional: a class that knows it may not load. */
    @Test
    void onlyTheCipherKnowsTink() {
        assertThat(violations(tinkFree(ROOT), CoreClasses.shipped())).isEmpty();
    }

    @Test
    void aPlantedClassThatKnowsTinkIsFound() {
        assertThat(violations(tinkFree(PLANTED), CoreClasses.planted()))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).contains("MemoryKnowsTink"));
    }

    /** Optional as well. */
    @Test
    void onlyTheMetersKnowMicrometer() {
        assertThat(violations(micrometerFree(ROOT), CoreClasses.shipped())).isEmpty();
    }

    @Test
    void aPlantedClassThatKnowsMicrometerIsFound() {
        assertThat(violations(micrometerFree(PLANTED), CoreClasses.planted()))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).contains("PipelineKnowsMicrometer"));
    }

    @Test
    void everyClassIsInAPackageThatHasAnArrow() {
        assertThat(violations(knownPackages(ROOT), CoreClasses.shipped())).isEmpty();
    }

    @Test
    void aPlantedPackageWithoutAnArrowIsFound() {
        assertThat(violations(knownPackages(PLANTED), CoreClasses.planted()))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation).contains("planted.calls"));
    }

    private static ArchRule arrow(String base, String from, List<String> forbidden) {
        String[] others = forbidden.stream().map(each -> base + each + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(base + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    private static ArchRule technologyFree(String base) {
        return classes()
                .that()
                .resideInAnyPackage(base, base + ".spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        base + "..",
                        "java..",
                        "reactor.core..",
                        "reactor.util..",
                        "org.reactivestreams..",
                        "org.jspecify..");
    }

    private static ArchRule tinkFree(String base) {
        return onlyIn(base + ".crypto", "com.google.crypto.tink..");
    }

    private static ArchRule micrometerFree(String base) {
        return onlyIn(base + ".micrometer", "io.micrometer..");
    }

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule knownPackages(String base) {
        String[] known = PACKAGES.stream().map(each -> base + each).toArray(String[]::new);
        return classes().should().resideInAnyPackage(known).as("classes should be in one of " + Arrays.toString(known));
    }
}
