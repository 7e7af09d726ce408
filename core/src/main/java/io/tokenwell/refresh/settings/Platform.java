package io.tokenwell.refresh.settings;

import java.time.Duration;

/**
 * A platform whose accounts are served. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param name value of {@link io.tokenwell.Account#platform()}, compared exactly
 * @param refreshed whether Tokenwell refreshes its tokens; if not, the stored token is served while valid, without a lock
 * @param maxRefreshes how many of its accounts one instance refreshes at once; further ones queue
 * @param refusals when its refusals are believed
 * @param outages when it is left alone because its token endpoint does not answer
 * @param reuseGrace how long after its first use the server accepts a refresh token again, which rescues a rotation
 *     whose answer was lost; zero: never
 * @param refreshEndsOldToken whether a refresh ends the access token in use; then none is refreshed before it has
 *     ended, and callers wait for the refresh
 * @since 0.1
 */
public record Platform(
        String name,
        boolean refreshed,
        int maxRefreshes,
        RefusalRules refusals,
        OutageRules outages,
        Duration reuseGrace,
        boolean refreshEndsOldToken) {

    /** As many as the token endpoint's transport has connections by default. */
    public static final int DEFAULT_MAX_REFRESHES = 64;

    /** OpenAI: tokens are refreshed. */
    public static final Platform OPENAI = builder().name("openai").build();

    /** Sora: its own client refreshes its tokens. */
    public static final Platform SORA = builder().name("sora").refreshed(false).build();

    /**
     * Checks the limit and the grace.
     *
     * @throws IllegalArgumentException if the limit is not positive or the grace is negative
     */
    public Platform {
        if (maxRefreshes < 1) {
            throw new IllegalArgumentException("maxRefreshes must be at least 1, but is " + maxRefreshes);
        }
        if (reuseGrace.isNegative()) {
            throw new IllegalArgumentException("reuseGrace must not be negative, but is " + reuseGrace);
        }
    }

    /**
     * Returns this platform with a server that accepts a used refresh token again for a while: Auth0 ("rotation
     * overlap"), Okta and Cognito ("grace period"), Ory Hydra, or Keycloak with a reuse count. A redemption whose answer
     * was lost is then sent again within this time, and never after it.
     *
     * @param grace how long the server is set to accept it, from its first use on; not longer
     * @return a copy
     */
    public Platform withReuseGrace(Duration grace) {
        return toBuilder().reuseGrace(grace).build();
    }

    /**
     * Starts with a platform that is refreshed and has the default limit and rules; its name is required.
     *
     * @return a new builder
     */
    public static PlatformBuilder builder() {
        return new PlatformBuilder();
    }

    /**
     * Starts with these values.
     *
     * @return a new builder
     */
    public PlatformBuilder toBuilder() {
        return new PlatformBuilder()
                .name(name)
                .refreshed(refreshed)
                .maxRefreshes(maxRefreshes)
                .refusals(refusals)
                .outages(outages)
                .reuseGrace(reuseGrace)
                .refreshEndsOldToken(refreshEndsOldToken);
    }
}
