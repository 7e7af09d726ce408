package io.tokenwell.refresh.settings;

import java.time.Duration;

/**
 * Makes {@link OutageRules}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class OutageRulesBuilder {

    private int inARow = 3;
    private Duration firstPause = Duration.ofSeconds(2);
    private Duration longestPause = Duration.ofSeconds(30);

    OutageRulesBuilder() {}

    /**
     * Sets how many different accounts of a platform fail in a row before the platform is left alone. Default: 3.
     *
     * @param inARow the number; 0 never leaves it alone
     * @return this builder
     */
    public OutageRulesBuilder inARow(int inARow) {
        this.inARow = inARow;
        return this;
    }

    /**
     * Sets the pause before the first probe. Default: 2 s.
     *
     * @param firstPause the pause; positive
     * @return this builder
     */
    public OutageRulesBuilder firstPause(Duration firstPause) {
        this.firstPause = firstPause;
        return this;
    }

    /**
     * Sets the longest pause, up to which pauses double. Default: 30 s.
     *
     * @param longestPause the pause; not below {@code firstPause}
     * @return this builder
     */
    public OutageRulesBuilder longestPause(Duration longestPause) {
        this.longestPause = longestPause;
        return this;
    }

    /**
     * Builds the rules.
     *
     * @return the rules
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public OutageRules build() {
        return new OutageRules(inARow, firstPause, longestPause);
    }
}
