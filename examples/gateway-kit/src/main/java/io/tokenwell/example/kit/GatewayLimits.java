package io.tokenwell.example.kit;

import java.time.Duration;

/**
 * How long, how large and how many: what one client, or a silent upstream, can take up at most. Set under
 * {@code tokenwell.limits}. Immutable and safe for use by any thread.
 *
 * @param clients those who send requests
 * @param upstream who answers them
 */
public record GatewayLimits(Clients clients, Upstream upstream) {

    private static final String PREFIX = "tokenwell.limits.";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_BYTES = 1 << 30;

    /**
     * What clients may take up.
     *
     * @param headTimeout from the connection, or from the first byte of a further request, to the end of its headers
     * @param headSize of all headers in bytes, and of the request line
     * @param idleTimeout of a connection without a request
     * @param bodyTimeout without a byte of a body that is being read
     * @param sendTimeout without a byte taken of an answer that is being written
     * @param connections at once, of all clients together
     * @param replayTotal in bytes, of the bodies kept to be sent once more, of all requests together
     * @param unknownAccounts so long an id that no row has is not asked for again; zero to ask each time
     */
    public record Clients(
            Duration headTimeout,
            int headSize,
            Duration idleTimeout,
            Duration bodyTimeout,
            Duration sendTimeout,
            int connections,
            int replayTotal,
            Duration unknownAccounts) {

        private static final int LEAST_HEAD = 1 << 10;
        private static final int MOST_HEAD = 1 << 20;
        private static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(1);

        /**
         * Checks them.
         *
         * @param headTimeout of a head
         * @param headSize of a head
         * @param idleTimeout of a connection
         * @param bodyTimeout of a body
         * @param sendTimeout of an answer
         * @param connections of all clients
         * @param replayTotal of all requests
         * @param unknownAccounts of an id
         */
        public Clients {
            time(headTimeout, "head-timeout");
            Rules.holds(
                    headSize >= LEAST_HEAD && headSize <= MOST_HEAD, PREFIX + "head-size", "must be from 1 KB to 1 MB");
            time(idleTimeout, "idle-timeout");
            time(bodyTimeout, "body-timeout");
            time(sendTimeout, "send-timeout");
            atLeastOne(connections, "connections");
            Rules.holds(
                    replayTotal >= 0 && replayTotal <= MOST_BYTES,
                    PREFIX + "replay-total",
                    "must be from 0 B to 1024 MB");
            Rules.holds(
                    !unknownAccounts.isNegative() && unknownAccounts.compareTo(LONGEST_UNKNOWN) <= 0,
                    PREFIX + "unknown-accounts",
                    "must be from 0 s to 1 m");
        }
    }

    /**
     * What the upstream may take up.
     *
     * @param connectTimeout to take a connection
     * @param responseTimeout from the last that was sent of a request to the head of its answer
     * @param pauseTimeout between two parts of an answer; zero for any pause
     * @param connections at once
     * @param pending requests at once that wait for a connection
     */
    public record Upstream(
            Duration connectTimeout, Duration responseTimeout, Duration pauseTimeout, int connections, int pending) {

        /**
         * Checks them.
         *
         * @param connectTimeout of a connection
         * @param responseTimeout of the head of an answer
         * @param pauseTimeout between its parts
         * @param connections at once
         * @param pending at once
         */
        public Upstream {
            time(connectTimeout, "connect-timeout");
            time(responseTimeout, "response-timeout");
            if (!pauseTimeout.isZero()) {
                time(pauseTimeout, "pause-timeout");
            }
            atLeastOne(connections, "upstream-connections");
            atLeastOne(pending, "upstream-pending");
        }
    }

    private static void time(Duration time, String name) {
        Rules.holds(
                time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0,
                PREFIX + name,
                "must be from 1 ms to 1 d");
    }

    private static void atLeastOne(int number, String name) {
        Rules.holds(number >= 1, PREFIX + name, "must not be below 1");
    }
}
