package io.tokenwell.refresh.settings;

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
 * @since 0.1
 */
public record Platform(String name, boolean refreshed, int maxRefreshes, RefusalRules refusals) {

    /** As many as the token endpoint's transport has connections by default. */
    public static final int DEFAULT_MAX_REFRESHES = 64;

    /** OpenAI: tokens are refreshed. */
    public static final Platform OPENAI = builder().name("openai").build();

    /** Sora: its own client refreshes its tokens. */
    public static final Platform SORA = builder().name("sora").refreshed(false).build();

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Platform {
        if (maxRefreshes < 1) {
            throw new IllegalArgumentException("maxRefreshes must be at least 1, but is " + maxRefreshes);
        }
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
                .refusals(refusals);
    }
}
