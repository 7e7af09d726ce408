package io.tokenwell.example.benchmarks.fleet;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What contestants are told beside where the servers are. Immutable and safe for use by any thread.
 *
 * @param refreshSkew a refresh is due so long before a token's end
 * @param cacheSkew taken off a token's life for the cache
 * @param connections stands before the connections to PostgreSQL
 */
public record Setup(Duration refreshSkew, Duration cacheSkew, UnaryOperator<ConnectionFactory> connections) {

    /**
     * The skews that all contestants have by default, and nothing before the connections.
     *
     * @return 3 and 5 minutes
     */
    public static Setup production() {
        return new Setup(Duration.ofMinutes(3), Duration.ofMinutes(5), UnaryOperator.identity());
    }

    /**
     * The same with something before the connections.
     *
     * @param wrapped what
     * @return a copy
     */
    public Setup withConnections(UnaryOperator<ConnectionFactory> wrapped) {
        return new Setup(refreshSkew, cacheSkew, wrapped);
    }
}
