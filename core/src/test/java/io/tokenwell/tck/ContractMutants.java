package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Proves that a contract bites: broken implementations must fail it, at the clauses named, and a good one must pass.
 *
 * <p>An implementation is a static nested class that implements the contract (no test of its own, so that the build
 * does not run it), and the proof is a test factory:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> theContractBites() {
 *     return ContractMutants.of(RefreshLockContract.class)
 *             .passedBy(Good.class)
 *             .failedBy(EagerAcquire.class, "nothingIsTakenBeforeSubscription")
 *             .proof();
 * }
 * }</pre>
 *
 * <p>Give the proof class a name that ends in {@code Test}: nested classes are then left alone by the default build.
 *
 * <p>A clause that no mutant fails is itself a failure: it might be unable to fail.
 */
public final class ContractMutants {

    private final Set<String> clauses;
    private final List<DynamicTest> proofs = new ArrayList<>();
    private final Set<String> bitten = new TreeSet<>();

    private ContractMutants(Set<String> clauses) {
        this.clauses = clauses;
    }

    /** The contracts to prove, several if the implementations implement several. */
    public static ContractMutants of(Class<?>... contracts) {
        return new ContractMutants(Arrays.stream(contracts)
                .flatMap(contract -> Arrays.stream(contract.getMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** An implementation without fault. */
    public ContractMutants passedBy(Class<?> good) {
        proofs.add(DynamicTest.dynamicTest(
                good.getSimpleName() + " passes",
                () -> assertThat(clausesFailedBy(good)).isEmpty()));
        return this;
    }

    /** A broken implementation, and the clauses that must notice; others may. */
    public ContractMutants failedBy(Class<?> mutant, String... noticedBy) {
        assertThat(clauses).as("clauses of the contract").contains(noticedBy);
        proofs.add(DynamicTest.dynamicTest(mutant.getSimpleName() + " is caught", () -> {
            Set<String> failed = clausesFailedBy(mutant);
            bitten.addAll(failed);
            assertThat(failed).isNotEmpty().contains(noticedBy);
        }));
        return this;
    }

    /** One test per implementation, and one that every clause was failed by some mutant. */
    public Stream<DynamicTest> proof() {
        DynamicTest whole = DynamicTest.dynamicTest(
                "every clause can fail",
                () -> assertThat(bitten).as("clauses failed by a mutant").containsAll(clauses));
        return Stream.concat(proofs.stream(), Stream.of(whole));
    }

    private Set<String> clausesFailedBy(Class<?> implementation) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(implementation))
                .build();
        // No listeners but ours: the build must not count what is meant to fail.
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        Outcome outcome = new Outcome();
        LauncherFactory.create(alone).execute(request, outcome);
        assertThat(outcome.seen).as("clauses run").containsAll(clauses);
        return outcome.failed;
    }

    private static final class Outcome implements TestExecutionListener {

        private final Set<String> seen = new TreeSet<>();
        private final Set<String> failed = new TreeSet<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                String clause = test.getDisplayName().replaceAll("\\(.*", "");
                seen.add(clause);
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(clause);
                }
            }
        }
    }
}
