package io.tokenwell.refresh.settings;

import java.time.Duration;

/**
 * Makes {@link RefusalRules}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class RefusalRulesBuilder {

    private int inARow = 3;
    private Duration firstPause = Duration.ofSeconds(5);
    private Duration longestPause = Duration.ofMinutes(5);
    private Duration triesMarkedAfter = Duration.ofHours(1);
    private int terminalAfter = 1;

    RefusalRulesBuilder() {}

    /**
     * Sets how many different accounts of a platform are refused in a row before the platform rests. Default: 3.
     *
     * @param inARow the number; 0 believes every refusal
     * @return this builder
     */
    public RefusalRulesBuilder inARow(int inARow) {
        this.inARow = inARow;
        return this;
    }

    /**
     * Sets the pause before the first probe of a platform that rests. Default: 5 s.
     *
     * @param firstPause the pause; positive
     * @return this builder
     */
    public RefusalRulesBuilder firstPause(Duration firstPause) {
        this.firstPause = firstPause;
        return this;
    }

    /**
     * Sets the longest pause, up to which pauses double. Default: 5 min.
     *
     * @param longestPause the pause; not below {@code firstPause}
     * @return this builder
     */
    public RefusalRulesBuilder longestPause(Duration longestPause) {
        this.longestPause = longestPause;
        return this;
    }

    /**
     * Sets how long after an account was marked it is tried again. Default: 1 h.
     *
     * @param triesMarkedAfter the time; with zero it is never tried again
     * @return this builder
     */
    public RefusalRulesBuilder triesMarkedAfter(Duration triesMarkedAfter) {
        this.triesMarkedAfter = triesMarkedAfter;
        return this;
    }

    /**
     * Sets how many refusals in a row mark an account. Default: 1. A greater number suits servers that are known to
     * refuse a good refresh token now and then.
     *
     * @param terminalAfter the number; at least 1
     * @return this builder
     */
    public RefusalRulesBuilder terminalAfter(int terminalAfter) {
        this.terminalAfter = terminalAfter;
        return this;
    }

    /**
     * Builds the rules.
     *
     * @return the rules
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public RefusalRules build() {
        return new RefusalRules(inARow, firstPause, longestPause, triesMarkedAfter, terminalAfter);
    }
}
