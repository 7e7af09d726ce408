package io.tokenwell;

/**
 * Whether a provider can be left alone. Immutable and safe for use by any thread.
 *
 * @param unsavedRotations redeemed credentials of this instance that the account table has not taken yet
 * @param unsharedRotations those of them that would be lost with this process, as the escrow did not take them either
 */
public record ProviderHealth(int unsavedRotations, int unsharedRotations) {

    /**
     * For a health check: an instance with unsaved rotations must not be ended.
     *
     * @return false while there is an unsaved rotation
     */
    public boolean up() {
        return unsavedRotations == 0;
    }
}
