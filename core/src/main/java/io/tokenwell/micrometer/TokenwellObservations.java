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
 * Observer that creates an observation around each redemption, for
 * {@code builder().observer(new TokenwellObservations(registry))}. It is a span if the registry traces. Safe for use by
 * any thread.
 *
 * <p>The parent is the observation in the Reactor context of the request that started the work, if there is one. A
 * redemption serves all requests that wait for it, and may last longer than its parent. The call of the token endpoint
 * finds the observation in its own Reactor context, so that an instrumented HTTP client becomes its child.
 * Low-cardinality key values: {@code platform}; at the end {@code outcome} and {@code code}, see {@link RefreshResult}.
 * A failure is set as the error of the observation. Its message names the account, like all errors of this library, and
 * contains no secret.
 *
 * <p>A registry that turns observations into meters adds a timer named {@link #NAME}, in addition to the timer of
 * {@link TokenwellMetrics}.
 *
 * @since 0.1
 */
@SuppressWarnings("exports")
public final class TokenwellObservations implements RefreshObserver {

    /** Name of the observation. */
    public static final String NAME = "tokenwell.redemption";

    /**
     * The key under which the context propagation of Micrometer keeps the current observation:
     * {@code ObservationThreadLocalAccessor.KEY}.
     */
    static final String CONTEXT_KEY = "micrometer.observation";

    private final ObservationRegistry registry;

    /**
     * Creates an observer that uses a registry.
     *
     * @param registry registry of the observations
     */
    public TokenwellObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Redeeming onRedemption(String platform, ContextView starter) {
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
        public Context contextFor(Context endpoint) {
            return endpoint.put(CONTEXT_KEY, observation);
        }

        @Override
        public void onEnd(RefreshResult result, Duration took, @Nullable Throwable failure) {
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
