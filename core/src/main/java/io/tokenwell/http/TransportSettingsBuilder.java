package io.tokenwell.http;

import java.time.Duration;

/**
 * Makes {@link TransportSettings}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class TransportSettingsBuilder {

    private static final int MEBIBYTE = 1 << 20;

    private Duration connectTimeout = Duration.ofSeconds(3);
    private Duration responseTimeout = Duration.ofSeconds(24);
    private int maxConnections = 64;
    private int maxAnswerSize = MEBIBYTE;
    private boolean allowPlainHttp = false;

    TransportSettingsBuilder() {}

    /**
     * Sets the longest wait for a free connection, and again for connecting. Default: 3 s.
     *
     * @param connectTimeout the longest wait; at least 1 ms
     * @return this builder
     */
    public TransportSettingsBuilder connectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        return this;
    }

    /**
     * Sets the longest wait for the whole answer. Default: 24 s.
     *
     * @param responseTimeout the longest wait; at least 1 ms
     * @return this builder
     */
    public TransportSettingsBuilder responseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
        return this;
    }

    /**
     * Sets how many redemptions are under way at once, per server and proxy. Default: 64.
     *
     * @param maxConnections the number; at least 1
     * @return this builder
     */
    public TransportSettingsBuilder maxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
        return this;
    }

    /**
     * Sets the longest answer that is read. Default: 1 MiB.
     *
     * @param maxAnswerSize the size in bytes; at least 1
     * @return this builder
     */
    public TransportSettingsBuilder maxAnswerSize(int maxAnswerSize) {
        this.maxAnswerSize = maxAnswerSize;
        return this;
    }

    /**
     * Sets whether refresh tokens may go unencrypted to other machines. Default: false.
     *
     * @param allowPlainHttp true only in a network whose every hop is trusted
     * @return this builder
     */
    public TransportSettingsBuilder allowPlainHttp(boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public TransportSettings build() {
        return new TransportSettings(connectTimeout, responseTimeout, maxConnections, maxAnswerSize, allowPlainHttp);
    }
}
