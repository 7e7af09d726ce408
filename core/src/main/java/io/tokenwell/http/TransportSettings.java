package io.tokenwell.http;

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
 * @param connectTimeout longest wait for a free connection, and again for connecting
 * @param responseTimeout longest wait for the whole answer, on top of what connecting left of its own timeout
 * @param maxConnections redemptions under way at once, per server and proxy
 * @param maxAnswerSize longest answer in bytes that is read
 * @param allowPlainHttp whether refresh tokens may go unencrypted to other machines
 */
public record TransportSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        int maxAnswerSize,
        boolean allowPlainHttp) {

    private static final int MEBIBYTE = 1 << 20;

    /**
     * Checks that all numbers are positive.
     *
     * @throws IllegalArgumentException if not, naming the setting
     */
    public TransportSettings {
        requirePositive("connectTimeout", connectTimeout.toMillis());
        requirePositive("responseTimeout", responseTimeout.toMillis());
        requirePositive("maxConnections", maxConnections);
        requirePositive("maxAnswerSize", maxAnswerSize);
    }

    /**
     * What fits a server on the Internet.
     *
     * @return 3 s, 24 s (a deadline of 27 s), 64 connections, 1 MiB, no plain http
     */
    public static TransportSettings defaults() {
        return new TransportSettings(Duration.ofSeconds(3), Duration.ofSeconds(24), 64, MEBIBYTE, false);
    }

    /**
     * These settings with other timeouts.
     *
     * @param connect the connect timeout
     * @param response the response timeout
     * @return a copy
     */
    public TransportSettings withTimeouts(Duration connect, Duration response) {
        return new TransportSettings(connect, response, maxConnections, maxAnswerSize, allowPlainHttp);
    }

    /**
     * These settings with another number of connections.
     *
     * @param connections redemptions under way at once
     * @return a copy
     */
    public TransportSettings withMaxConnections(int connections) {
        return new TransportSettings(connectTimeout, responseTimeout, connections, maxAnswerSize, allowPlainHttp);
    }

    /**
     * These settings with another limit of the answer.
     *
     * @param bytes longest answer that is read
     * @return a copy
     */
    public TransportSettings withMaxAnswerSize(int bytes) {
        return new TransportSettings(connectTimeout, responseTimeout, maxConnections, bytes, allowPlainHttp);
    }

    /**
     * These settings for a network whose every hop is trusted.
     *
     * @return a copy that allows plain http to any host
     */
    public TransportSettings allowingPlainHttp() {
        return new TransportSettings(connectTimeout, responseTimeout, maxConnections, maxAnswerSize, true);
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

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
