package io.tokenwell.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * An observation around each redemption, for {@code builder().observer(new TokenwellObservations(registry))}: a span where
 * the registry traces. Safe for use by any thread.
 *
 * <p>Its parent is the observation in the Reactor context of the call that started the work, if that has one; a redemption
 * serves all calls that wait for it, and may outlast the parent. The token endpoint's call finds the observation in its own
 * Reactor context, so that an instrumented HTTP client nests under it. Low-cardinality key values: {@code platform}; at the
 * end {@code outcome} and {@code code}, see {@link RefreshResult}. A failure is set as the observation's error: its message
 * names the account, as all of ours, and nothing secret.
 *
 * <p>A registry that makes meters of observations makes a timer of {@link #NAME}, besides {@link TokenwellMetrics}' own.
 *
 * @since 0.1
 */
public final class TokenwellObservations implements RefreshObserver {

    /** Name of the observation. */
    public static final String NAME = "tokenwell.redemption";

    /** Where Micrometer's context propagation keeps the current observation: {@code ObservationThreadLocalAccessor.KEY}. */
    static final String CONTEXT_KEY = "micrometer.observation";

    private final ObservationRegistry registry;

    /**
     * Observations in a registry.
     *
     * @param registry where they are made
     */
    public TokenwellObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Redeeming redeeming(String platform, ContextView starter) {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName("redeem refresh token")
                .lowCardinalityKeyValue("platform", platform)
                .parentObservation(parent(starter))
                .start();
        return new Observed(observation);
    }

    private static @Nullable Observation parent(ContextView starter) {
        Object current = starter.getOrDefault(CONTEXT_KEY, null);
        return current instanceof Observation observation ? observation : null;
    }

    private record Observed(Observation observation) implements Redeeming {

        @Override
        public Context within(Context endpoint) {
            return endpoint.put(CONTEXT_KEY, observation);
        }

        @Override
        public void ended(RefreshResult result, Duration took, @Nullable Throwable failure) {
            observation
                    .lowCardinalityKeyValue("outcome", result.outcome().label())
                    .lowCardinalityKeyValue("code", result.code());
            if (failure != null) {
                observation.error(failure);
            }
            observation.stop();
        }
    }
}
