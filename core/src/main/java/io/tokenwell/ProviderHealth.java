package io.tokenwell;

/**
 * Redeemed credentials that this instance could not store: counted from the failed statement on, until the table takes
 * them, shows another login, or escrow's time is over. Refreshes under way are not counted: {@code close} waits for those.
 * Immutable and safe for use by any thread.
 *
 * @param unsavedRotations redeemed credentials of this instance that the account table has not taken
 * @param unsharedRotations those of them that are lost if this process ends
 */
public record ProviderHealth(int unsavedRotations, int unsharedRotations) {

    /**
     * For alerts, and for holding back deployments. Never for a liveness probe: a restart loses the unshared ones. As a
     * readiness probe it takes instances out in an outage of the table although they still serve tokens.
     *
     * @return false while there is an unsaved rotation
     */
    public boolean up() {
        return unsavedRotations == 0;
    }
}
