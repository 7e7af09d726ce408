package io.tokenwell;

import java.util.Collection;
import java.util.Set;

/**
 * Redeemed credentials that this instance could not store: counted from the failed statement on, until the table takes
 * them, shows another login, or escrow's time is over. Refreshes under way are not counted: {@code close} waits for those.
 * And the platforms whose servers refuse one account after the other. Immutable and safe for use by any thread.
 *
 * @param unsavedRotations redeemed credentials of this instance that the account table has not taken
 * @param unsharedRotations those of them that are lost if this process ends
 * @param restingPlatforms those that this instance tries one account of at a time ({@link TokenEvent.PlatformRefusing})
 * @since 0.1
 */
public record ProviderHealth(int unsavedRotations, int unsharedRotations, Set<String> restingPlatforms) {

    /** Keeps a copy. */
    public ProviderHealth {
        restingPlatforms = Set.copyOf(restingPlatforms);
    }

    /**
     * Without a platform that rests.
     *
     * @param unsavedRotations as above
     * @param unsharedRotations as above
     */
    public ProviderHealth(int unsavedRotations, int unsharedRotations) {
        this(unsavedRotations, unsharedRotations, Set.of());
    }

    /**
     * These rotations with platforms that rest.
     *
     * @param platforms their names
     * @return a copy
     */
    public ProviderHealth withResting(Collection<String> platforms) {
        return new ProviderHealth(unsavedRotations, unsharedRotations, Set.copyOf(platforms));
    }

    /**
     * For alerts, and for holding back deployments. Never for a liveness probe: a restart loses the unshared ones. As a
     * readiness probe it takes instances out in an outage of the table although they still serve tokens. A platform that
     * rests has no influence: valid tokens are served all the same.
     *
     * @return false while there is an unsaved rotation
     */
    public boolean up() {
        return unsavedRotations == 0;
    }
}
