package io.tokenwell.http;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * How far the way to a token endpoint may stretch. Immutable and safe for use by any thread; a value that cannot work is
 * refused when it is built.
 *
 * <p>A redemption's deadline is both timeouts together, counted from its subscription. Callers do not wait that long:
 * they give up after {@code RefreshSettings.endpointTimeout}. The connection lives on, since an answer that comes late
 * still brings the only valid refresh token, which has to be stored. A request that did not go out by half the deadline is not
 * sent at all. Keep the deadline above that timeout, and below {@code RefreshSettings.lockTtl}: others respect a silent claim
 * for twice as long.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param connectTimeout longest wait for a free connection, and again for connecting
 * @param responseTimeout longest wait for the whole answer, on top of what connecting left of its own timeout
 * @param maxConnections redemptions under way at once, per server and proxy
 * @param maxAnswerSize longest answer in bytes that is read
 * @param allowPlainHttp whether refresh tokens may go unencrypted to other machines
 * @since 0.1
 */
public record TransportSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        int maxAnswerSize,
        boolean allowPlainHttp) {

    /**
     * Checks that all numbers are positive.
     *
     * @throws IllegalArgumentException if not, naming the setting
     */
    public TransportSettings {
        SettingChecks.requirePositive("connectTimeout", connectTimeout.toMillis());
        SettingChecks.requirePositive("responseTimeout", responseTimeout.toMillis());
        SettingChecks.requirePositive("maxConnections", maxConnections);
        SettingChecks.requirePositive("maxAnswerSize", maxAnswerSize);
    }

    /**
     * Returns the defaults, which suit a server on the Internet.
     *
     * @return 3 s, 24 s (a deadline of 27 s), 64 connections, 1 MiB, no plain http
     */
    public static TransportSettings defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static TransportSettingsBuilder builder() {
        return new TransportSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public TransportSettingsBuilder toBuilder() {
        return new TransportSettingsBuilder()
                .connectTimeout(connectTimeout)
                .responseTimeout(responseTimeout)
                .maxConnections(maxConnections)
                .maxAnswerSize(maxAnswerSize)
                .allowPlainHttp(allowPlainHttp);
    }

    /** Bound of a whole redemption: a server that trickles its answer never falls silent. */
    Duration deadline() {
        return connectTimeout.plus(responseTimeout);
    }

    /**
     * Latest moment to send, counted like the deadline. A process that stood still must not send when its claim may be
     * over, and what is sent needs the other half for its answer.
     */
    Duration sendDeadline() {
        return deadline().dividedBy(2);
    }
}
