package io.tokenwell;

import java.util.Collection;
import java.util.Set;

/**
 * Health of one provider: redeemed credentials that this instance could not store, and platforms whose servers refuse
 * one account after the other. A rotation counts from the failed statement until the table takes it, until the row
 * shows another login, or until its time in escrow is over. Refreshes under way are not counted; {@code close} waits
 * for those.
 *
 * @param unsavedRotations redeemed credentials of this instance that the account table has not taken
 * @param unsharedRotations those of them that are lost if this process ends
 * @param restingPlatforms platforms of which this instance tries only one account at a time
 *     ({@link TokenEvent.PlatformRefusing})
 * @since 0.1
 */
public record ProviderHealth(int unsavedRotations, int unsharedRotations, Set<String> restingPlatforms) {

    /** Copies the set of platforms. */
    public ProviderHealth {
        restingPlatforms = Set.copyOf(restingPlatforms);
    }

    /**
     * Creates a health report without resting platforms.
     *
     * @param unsavedRotations redeemed credentials of this instance that the account table has not taken
     * @param unsharedRotations those of them that are lost if this process ends
     */
    public ProviderHealth(int unsavedRotations, int unsharedRotations) {
        this(unsavedRotations, unsharedRotations, Set.of());
    }

    /**
     * Returns this report with the given resting platforms.
     *
     * @param platforms names of the platforms
     * @return a copy
     */
    public ProviderHealth withResting(Collection<String> platforms) {
        return new ProviderHealth(unsavedRotations, unsharedRotations, Set.copyOf(platforms));
    }

    /**
     * Reports whether all rotations are saved. Use it for alerts and to hold back deployments. Do not use it as a
     * liveness probe: a restart loses the unshared rotations. As a readiness probe it removes instances during an
     * outage of the table although they still return tokens. Resting platforms have no influence, as valid tokens are
     * still returned.
     *
     * @return false while there is an unsaved rotation
     */
    public boolean up() {
        return unsavedRotations == 0;
    }
}
