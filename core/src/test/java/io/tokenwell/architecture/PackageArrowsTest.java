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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports run one way: root, then spi, then the implementations, which don't know each other. */
class PackageArrowsTest {

    private static final String ROOT = CoreClasses.ROOT;
    private static final String SPI = ROOT + ".spi";
    private static final String MEMORY = ROOT + ".memory";
    private static final String REFRESH = ROOT + ".refresh..";
    private static final String HTTP = ROOT + ".http";
    private static final String CRYPTO = ROOT + ".crypto";
    private static final String JOSE = ROOT + ".jose";
    private static final String MICROMETER = ROOT + ".micrometer";
    private static final Set<String> PORTS = Set.of(ROOT, SPI);

    private static final Arrows ARROWS = new Arrows(
            List.of(ROOT, SPI, MEMORY, REFRESH, HTTP, CRYPTO, JOSE, MICROMETER),
            Map.of(
                    SPI,
                    Set.of(ROOT),
                    MEMORY,
                    PORTS,
                    // In-process ports stand in for those that were not set.
                    REFRESH,
                    Set.of(ROOT, SPI, MEMORY),
                    HTTP,
                    PORTS,
                    CRYPTO,
                    Set.of(SPI),
                    JOSE,
                    Set.of(HTTP),
                    MICROMETER,
                    PORTS));

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
    void everyClassIsInAPackageThatHasAnArrow() {
        assertThat(violations(ARROWS.homeOfEveryClassIn(ROOT), CoreClasses.shipped()))
                .isEmpty();
        assertThat(violations(ARROWS.homeButForTheLast(ROOT), CoreClasses.shipped()))
                .isNotEmpty();
    }

    @Test
    void publicTypesAndPortsKnowJavaAndReactorOnly() {
        assertThat(violations(technologyFree(ROOT, SPI), CoreClasses.shipped())).isEmpty();
        assertThat(violations(technologyFree(HTTP), CoreClasses.shipped())).isNotEmpty();
    }

    /** The libraries are optional: a class that knows one may not load. */
    @ParameterizedTest
    @CsvSource({
        "com.google.crypto.tink.., io.tokenwell.crypto",
        "com.nimbusds.., io.tokenwell.jose",
        "io.micrometer.., io.tokenwell.micrometer"
    })
    void anOptionalLibraryIsKnownToOnePackage(String library, String home) {
        assertThat(violations(knownOnlyIn(home, library), CoreClasses.shipped()))
                .isEmpty();
        assertThat(violations(knownOnlyIn(SPI, library), CoreClasses.shipped())).isNotEmpty();
    }

    private static ArchRule technologyFree(String... packages) {
        return classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "reactor.core..",
                        "reactor.util..",
                        "org.reactivestreams..",
                        "org.jspecify..");
    }

    private static ArchRule knownOnlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
