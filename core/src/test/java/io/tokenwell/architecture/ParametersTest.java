package io.tokenwell.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who needs more than six things lacks a type for some of them. Records are such types. */
class ParametersTest {

    private static final int MOST = 6;

    @Test
    void nothingTakesMoreThanSix() {
        assertThat(takingMoreThan(MOST)).isEmpty();
    }

    /** Some take six, so that the look finds what it looks for. */
    @Test
    void whatTakesSixIsFound() {
        assertThat(takingMoreThan(MOST - 1)).isNotEmpty();
    }

    private static List<String> takingMoreThan(int most) {
        return CoreClasses.shipped().stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getRawParameterTypes().size() > most)
                .filter(unit -> !isOfARecord(unit) && !unit.getName().startsWith("lambda$"))
                .map(JavaCodeUnit::getFullName)
                .toList();
    }

    private static boolean isOfARecord(JavaCodeUnit unit) {
        return unit instanceof JavaConstructor && unit.getOwner().isRecord();
    }
}
