package io.tokenwell.example.servers;

import java.time.Duration;

/**
 * How the demonstration authorization server behaves.
 *
 * @param tokenLifetime how long an access token is accepted, at least a second
 * @param latency how long the token endpoint keeps its answer back after it has decided; zero for not at all
 * @param port the port to listen on, 0 for any free one
 */
public record AuthorizationSettings(Duration tokenLifetime, Duration latency, int port) {

    /**
     * Rejects what cannot work.
     *
     * @param tokenLifetime how long an access token is accepted, at least a second
     * @param latency how long answers are kept back
     * @param port the port, 0 for any free one
     */
    public AuthorizationSettings {
        if (tokenLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("tokenLifetime is " + tokenLifetime + ", must be at least a second");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency is " + latency + ", must not be negative");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", must be from 0 to 65535");
        }
    }

    /**
     * Tokens of an hour, answers at once, any port.
     *
     * @return the settings
     */
    public static AuthorizationSettings defaults() {
        return new AuthorizationSettings(Duration.ofHours(1), Duration.ZERO, 0);
    }

    /**
     * The same with another token lifetime.
     *
     * @param lifetime how long an access token is accepted
     * @return the changed settings
     */
    public AuthorizationSettings withTokenLifetime(Duration lifetime) {
        return new AuthorizationSettings(lifetime, latency, port);
    }

    /**
     * The same with another latency.
     *
     * @param newLatency how long answers are kept back
     * @return the changed settings
     */
    public AuthorizationSettings withLatency(Duration newLatency) {
        return new AuthorizationSettings(tokenLifetime, newLatency, port);
    }

    /**
     * The same with another port.
     *
     * @param newPort the port, 0 for any free one
     * @return the changed settings
     */
    public AuthorizationSettings withPort(int newPort) {
        return new AuthorizationSettings(tokenLifetime, latency, newPort);
    }
}
