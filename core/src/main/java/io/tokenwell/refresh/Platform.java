package io.tokenwell.refresh;

/**
 * A platform whose accounts are served. Immutable and safe for use by any thread.
 *
 * @param name value of {@link io.tokenwell.Account#platform()}, compared exactly
 * @param refreshed whether Tokenwell refreshes its tokens; if not, the stored token is served while valid, without a lock
 * @param maxRefreshes how many of its accounts one instance refreshes at once; further ones queue
 * @param refusals when its refusals are believed
 */
public record Platform(String name, boolean refreshed, int maxRefreshes, RefusalRules refusals) {

    /** As many as the token endpoint's transport has connections by default. */
    public static final int DEFAULT_MAX_REFRESHES = 64;

    /** OpenAI: tokens are refreshed. */
    public static final Platform OPENAI = new Platform("openai", true);

    /** Sora: its own client refreshes its tokens. */
    public static final Platform SORA = new Platform("sora", false);

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
     * A platform with the default rules for refusals.
     *
     * @param name as above
     * @param refreshed as above
     * @param maxRefreshes as above
     */
    public Platform(String name, boolean refreshed, int maxRefreshes) {
        this(name, refreshed, maxRefreshes, RefusalRules.defaults());
    }

    /**
     * A platform with the default limit.
     *
     * @param name as above
     * @param refreshed as above
     */
    public Platform(String name, boolean refreshed) {
        this(name, refreshed, DEFAULT_MAX_REFRESHES);
    }

    /**
     * This platform with another limit.
     *
     * @param refreshes how many accounts one instance refreshes at once
     * @return a copy
     */
    public Platform withMaxRefreshes(int refreshes) {
        return new Platform(name, refreshed, refreshes, refusals);
    }

    /**
     * This platform with other rules for refusals.
     *
     * @param rules when its refusals are believed
     * @return a copy
     */
    public Platform withRefusals(RefusalRules rules) {
        return new Platform(name, refreshed, maxRefreshes, rules);
    }
}
