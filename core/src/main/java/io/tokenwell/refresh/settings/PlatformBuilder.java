package io.tokenwell.refresh.settings;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Platform}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class PlatformBuilder {

    private @Nullable String name;
    private boolean refreshed = true;
    private int maxRefreshes = Platform.DEFAULT_MAX_REFRESHES;
    private RefusalRules refusals = RefusalRules.defaults();
    private OutageRules outages = OutageRules.defaults();
    private Duration reuseGrace = Duration.ZERO;
    private boolean refreshEndsOldToken;

    PlatformBuilder() {}

    /**
     * Sets the value of {@link io.tokenwell.Account#platform()} that is served. Required.
     *
     * @param name the name, compared exactly
     * @return this builder
     */
    public PlatformBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets whether Tokenwell refreshes its tokens. Default: true.
     *
     * @param refreshed false to serve stored tokens while they are valid
     * @return this builder
     */
    public PlatformBuilder refreshed(boolean refreshed) {
        this.refreshed = refreshed;
        return this;
    }

    /**
     * Sets how many of its accounts one instance refreshes at once. Default: {@value Platform#DEFAULT_MAX_REFRESHES}.
     *
     * @param maxRefreshes the number; at least 1
     * @return this builder
     */
    public PlatformBuilder maxRefreshes(int maxRefreshes) {
        this.maxRefreshes = maxRefreshes;
        return this;
    }

    /**
     * Sets when its refusals are believed. Default: {@link RefusalRules#defaults()}.
     *
     * @param refusals the rules
     * @return this builder
     */
    public PlatformBuilder refusals(RefusalRules refusals) {
        this.refusals = refusals;
        return this;
    }

    /**
     * Sets when it is left alone because its token endpoint does not answer. Default: {@link OutageRules#defaults()}.
     *
     * @param outages the rules
     * @return this builder
     */
    public PlatformBuilder outages(OutageRules outages) {
        this.outages = outages;
        return this;
    }

    /**
     * Sets how long after its first use the server accepts a refresh token again ({@link Platform#withReuseGrace}).
     * Default: zero, never.
     *
     * @param reuseGrace the time; not negative
     * @return this builder
     */
    public PlatformBuilder reuseGrace(Duration reuseGrace) {
        this.reuseGrace = reuseGrace;
        return this;
    }

    /**
     * Sets whether a refresh ends the access token that is in use. Default: false.
     *
     * @param refreshEndsOldToken true to refresh no token before it has ended, and to let callers wait for the refresh
     * @return this builder
     */
    public PlatformBuilder refreshEndsOldToken(boolean refreshEndsOldToken) {
        this.refreshEndsOldToken = refreshEndsOldToken;
        return this;
    }

    /**
     * Builds the platform.
     *
     * @return the platform
     * @throws NullPointerException if no name was given
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public Platform build() {
        Objects.requireNonNull(name, "name");
        return new Platform(name, refreshed, maxRefreshes, refusals, outages, reuseGrace, refreshEndsOldToken);
    }
}
