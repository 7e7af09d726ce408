/**
 * Meters and observations of a provider for Micrometer.
 *
 * <p>For applications that monitor or trace with Micrometer. Start at {@link io.tokenwell.micrometer.TokenwellMetrics}
 * for meters and {@link io.tokenwell.micrometer.TokenwellObservations} for spans; give them to the builder of the
 * provider as observers. Micrometer is an optional dependency, which the application adds.
 */
@NullMarked
package io.tokenwell.micrometer;

import org.jspecify.annotations.NullMarked;
