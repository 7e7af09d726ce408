package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;

/**
 * Pools that suit the repository: it holds a connection for one statement only, so few connections serve many accounts,
 * and each wait of a caller is shorter than the pipeline's own limit of 5 s for a statement. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class ConnectionPools {

    /** Longest wait for a connection; the pool tries twice, because the first one it finds may be dead. */
    public static final Duration ACQUIRE_TIME = Duration.ofSeconds(2);

    /**
     * Longest time for opening a connection, on which others may wait when the first has given up. Longer than a wait for it:
     * a server that is busy with handshakes gets slower still if each is given up half done and begun anew.
     */
    public static final Duration CREATE_TIME = Duration.ofSeconds(10);

    /** Longest time the server works on a statement, waiting for locks included. */
    public static final Duration STATEMENT_TIME = Duration.ofSeconds(4);

    /** Longest wait for whoever locks an account's row; shorter than the statement's, to tell the two apart. */
    public static final Duration LOCK_TIME = Duration.ofSeconds(3);

    private static final Duration LIFE_TIME = Duration.ofMinutes(30);
    private static final Duration IDLE_TIME = Duration.ofMinutes(10);

    private ConnectionPools() {}

    /**
     * The recommended configuration, to be changed or built. Connections are opened when needed and checked without a
     * round trip; they are replaced after 30 minutes, or 10 idle ones, when they are next asked for or given back:
     * nothing runs in the background.
     *
     * @param connections opens connections; not a pool itself
     * @param maxSize most connections at once
     * @return a configuration builder
     */
    public static ConnectionPoolConfiguration.Builder recommended(ConnectionFactory connections, int maxSize) {
        return ConnectionPoolConfiguration.builder(connections)
                .initialSize(0)
                .maxSize(maxSize)
                .maxAcquireTime(ACQUIRE_TIME)
                .maxCreateConnectionTime(CREATE_TIME)
                .validationDepth(ValidationDepth.LOCAL)
                .maxLifeTime(LIFE_TIME)
                .maxIdleTime(IDLE_TIME)
                .backgroundEvictionInterval(Duration.ZERO);
    }

    /**
     * A recommended pool whose connections limit the time of statements and of waiting for locks, unless the options
     * say otherwise. The limits are start-up parameters; a pooler in front of the database has to let them pass.
     *
     * @param options where the database is and who asks
     * @param maxSize most connections at once
     * @return a pool that opens nothing yet, to be closed by the caller
     */
    public static ConnectionPool open(ConnectionFactoryOptions options, int maxSize) {
        ConnectionFactoryOptions.Builder limited = options.mutate();
        unlessSet(options, limited, ConnectionFactoryOptions.CONNECT_TIMEOUT, ACQUIRE_TIME);
        unlessSet(options, limited, ConnectionFactoryOptions.STATEMENT_TIMEOUT, STATEMENT_TIME);
        unlessSet(options, limited, ConnectionFactoryOptions.LOCK_WAIT_TIMEOUT, LOCK_TIME);
        return new ConnectionPool(
                recommended(ConnectionFactories.get(limited.build()), maxSize).build());
    }

    private static void unlessSet(
            ConnectionFactoryOptions given,
            ConnectionFactoryOptions.Builder limited,
            Option<Duration> option,
            Duration limit) {
        if (!given.hasOption(option)) {
            limited.option(option, limit);
        }
    }
}
