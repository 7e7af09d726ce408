package io.tokenwell.refresh.settings;

import java.time.Duration;

/**
 * Makes {@link BackoffSettings}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class BackoffSettingsBuilder {

    private Duration minBackoff = Duration.ofMillis(20);
    private Duration maxBackoff = Duration.ofMillis(120);
    private int maxAttempts = 5;
    private double jitter = 0.2;
    private Duration slowWaitThreshold = Duration.ofMillis(250);
    private Duration maxWait = Duration.ofSeconds(20);
    private Duration lockPatience = Duration.ofSeconds(1);

    BackoffSettingsBuilder() {}

    /**
     * Sets the first wait. Default: 20 ms.
     *
     * @param minBackoff the wait; positive
     * @return this builder
     */
    public BackoffSettingsBuilder minBackoff(Duration minBackoff) {
        this.minBackoff = minBackoff;
        return this;
    }

    /**
     * Sets the longest wait, up to which the waits double. Default: 120 ms.
     *
     * @param maxBackoff the wait; not below the first wait
     * @return this builder
     */
    public BackoffSettingsBuilder maxBackoff(Duration maxBackoff) {
        this.maxBackoff = maxBackoff;
        return this;
    }

    /**
     * Sets how many waits there are before giving up. Default: 5.
     *
     * @param maxAttempts the number; at least 1
     * @return this builder
     */
    public BackoffSettingsBuilder maxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
        return this;
    }

    /**
     * Sets half the width of the range of each wait's factor. Default: 0.2, for factors from 0.8 to 1.2.
     *
     * @param jitter half the width; 0 to below 1
     * @return this builder
     */
    public BackoffSettingsBuilder jitter(double jitter) {
        this.jitter = jitter;
        return this;
    }

    /**
     * Sets how long all waits of a caller may be together without a warning. Default: 250 ms.
     *
     * @param slowWaitThreshold the limit; positive
     * @return this builder
     */
    public BackoffSettingsBuilder slowWaitThreshold(Duration slowWaitThreshold) {
        this.slowWaitThreshold = slowWaitThreshold;
        return this;
    }

    /**
     * Sets how long a caller that has no valid token goes on waiting. Default: 20 s.
     *
     * @param maxWait the longest wait; with zero it ends with the last attempt
     * @return this builder
     */
    public BackoffSettingsBuilder maxWait(Duration maxWait) {
        this.maxWait = maxWait;
        return this;
    }

    /**
     * Sets how long a lock that is not freed is respected. Default: 1 s.
     *
     * @param lockPatience the time; positive
     * @return this builder
     */
    public BackoffSettingsBuilder lockPatience(Duration lockPatience) {
        this.lockPatience = lockPatience;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public BackoffSettings build() {
        return new BackoffSettings(
                minBackoff, maxBackoff, maxAttempts, jitter, slowWaitThreshold, maxWait, lockPatience);
    }
}
