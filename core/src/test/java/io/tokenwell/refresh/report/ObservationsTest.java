package io.tokenwell.refresh.report;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.micrometer.TokenwellMetrics;
import io.tokenwell.micrometer.TokenwellObservations;
import io.tokenwell.refresh.Throwing;
import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** A redemption is observed, between the call that started it and the endpoint's own work. */
class ObservationsTest {

    /** As {@code ObservationThreadLocalAccessor.KEY} has it, which Reactor's and Spring's instrumentation go by. */
    private static final String CURRENT = "micrometer.observation";

    private final VirtualFleet fleet = new VirtualFleet();
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<ContextView> atTheEndpoint = new ArrayList<>();

    @BeforeEach
    void observe() {
        fleet.observers.add(new TokenwellMetrics(new SimpleMeterRegistry()));
        fleet.observers.add(new TokenwellObservations(registry));
        fleet.ports.bending(
                "endpoint",
                work -> Mono.deferContextual(context -> {
                    atTheEndpoint.add(context);
                    return work;
                }));
    }

    private void called(Account account, Context caller) {
        fleet.instance().getAccessToken(account).contextWrite(caller).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(2));
    }

    @Test
    void aRedemptionThatSucceeds() {
        called(fleet.expired(), Context.empty());
        assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("tokenwell.redemption")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveError()
                .doesNotHaveParentObservation()
                .hasOnlyKeys("platform", "outcome", "code")
                .hasLowCardinalityKeyValue("platform", "openai")
                .hasLowCardinalityKeyValue("outcome", "succeeded")
                .hasLowCardinalityKeyValue("code", "none");
    }

    @Test
    void aRedemptionThatFailsHasATypedErrorWithoutSecrets() {
        fleet.refusing("invalid_grant", true);
        called(fleet.expired(), Context.empty());
        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("outcome", "rejected")
                .hasLowCardinalityKeyValue("code", "invalid_grant")
                .thenError()
                .isInstanceOf(TokenEndpointException.class)
                .hasMessageNotContainingAny("at-0", "rt-0");
    }

    @Test
    void itsParentIsTheObservationOfTheCallThatStartedTheWork() {
        Observation request = Observation.start("request", registry);
        called(fleet.expired(), Context.of(CURRENT, request));
        request.stop();
        assertThat(registry)
                .hasObservationWithNameEqualTo("tokenwell.redemption")
                .that()
                .hasParentObservationEqualTo(request);
    }

    @Test
    void anInstrumentedEndpointNestsUnderIt() {
        fleet.ports.bending(
                "endpoint",
                work -> Mono.deferContextual(context -> {
                    Observation http = Observation.createNotStarted("http.client", registry)
                            .parentObservation(context.get(CURRENT))
                            .start();
                    return work.doFinally(end -> http.stop());
                }));
        called(fleet.expired(), Context.empty());
        assertThat(registry)
                .hasObservationWithNameEqualTo("http.client")
                .that()
                .hasParentObservationContextMatching(parent -> "tokenwell.redemption".equals(parent.getName()));
    }

    /** A transaction, say: the work is detached, and outlives it. */
    @Test
    void nothingElseOfTheCallersContextReachesTheEndpoint() {
        called(fleet.expired(), Context.of("transaction", "the caller's"));
        assertThat(atTheEndpoint).singleElement().satisfies(context -> {
            assertThat(context.hasKey(CURRENT)).isTrue();
            assertThat(context.hasKey("transaction")).isFalse();
        });
    }

    @Test
    void aCallerThatLeavesStopsNoObservation() {
        fleet.instance().getAccessToken(fleet.expired()).subscribe().dispose();
        assertThat(registry).hasSingleObservationThat().isNotStopped();
        fleet.advance(Duration.ofSeconds(2));
        assertThat(registry).hasSingleObservationThat().hasBeenStopped().doesNotHaveError();
    }

    @Test
    void aCallThatFindsATokenIsNotObserved() {
        called(fleet.stored(Duration.ofHours(1)), Context.empty());
        assertThat(registry).doesNotHaveAnyObservation();
    }

    @Test
    void aBrokenObserverBeforeItKeepsNoObservationFromStopping() {
        fleet.observers.add(0, new Throwing());
        called(fleet.expired(), Context.empty());
        assertThat(registry).hasSingleObservationThat().hasBeenStopped();
        assertThat(fleet.redeemed).containsExactly("rt-0");
    }
}
