package io.tokenwell.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.tokenwell.architecture.CoreClasses.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Library code neither waits nor reads the time of day by itself. */
class ForbiddenCallsTest {

    private static final ArchRule NEITHER_WAITS_NOR_READS_THE_TIME = noClasses()
            .should()
            .accessTargetWhere(
                    DescribedPredicate.describe("waits or reads the time of day", ForbiddenCallsTest::forbidden));

    @Test
    void libraryCodeMakesNone() {
        assertThat(violations(NEITHER_WAITS_NOR_READS_THE_TIME, CoreClasses.shipped()))
                .isEmpty();
    }

    @Test
    void eachPlantedOneIsFoundAndNothingElse() {
        String[] planted = Arrays.stream(plantedMethods()).toArray(String[]::new);

        assertThat(violations(NEITHER_WAITS_NOR_READS_THE_TIME, CoreClasses.planted()))
                .hasSize(planted.length)
                .allSatisfy(violation -> assertThat(violation).containsAnyOf(planted))
                .noneSatisfy(violation -> assertThat(violation).contains("AllowedCalls"));
        assertThat(String.join("\n", violations(NEITHER_WAITS_NOR_READS_THE_TIME, CoreClasses.planted())))
                .contains(planted);
    }

    private static String[] plantedMethods() {
        return CoreClasses.planted().get(CoreClasses.PLANTED + ".calls.ForbiddenCalls").getMethods().stream()
                .map(method -> "." + method.getName() + "(")
                .toArray(String[]::new);
    }

    private static boolean forbidden(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target)) {
            return false;
        }
        String name = target.getName();
        boolean bare = target.getRawParameterTypes().isEmpty();
        return (owned(target, Thread.class) && name.equals("sleep"))
                || (owned(target, System.class) && name.equals("currentTimeMillis"))
                || (owned(target, Temporal.class) && name.equals("now") && bare)
                || (owned(target, Date.class) && name.equals("<init>") && bare)
                || ((owned(target, Mono.class) || owned(target, Flux.class)) && name.startsWith("block"))
                || (owned(target, Future.class) && name.equals("get"))
                || (owned(target, CompletableFuture.class) && name.equals("join"))
                || (owned(target, CountDownLatch.class) && name.equals("await"))
                || (owned(target, Semaphore.class) && name.startsWith("acquire"));
    }

    private static boolean owned(AccessTarget.CodeUnitAccessTarget target, Class<?> type) {
        return target.getOwner().isAssignableTo(type);
    }
}
