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
 * Pools that suit the repository. It holds a connection for one statement only, so few connections serve many accounts,
 * and each wait for a connection is shorter than the limit of 5 s that a provider sets for a statement.
 *
 * @since 0.1
 */
public final class ConnectionPools {

    /** Longest wait for a connection. The pool tries twice, because the first connection that it finds may be dead. */
    public static final Duration ACQUIRE_TIME = Duration.ofSeconds(2);

    /**
     * Longest time to open a connection; other callers may use it when the first has given up. Longer than a wait for
     * it, as a server that is busy with handshakes becomes even slower if they are cancelled and repeated.
     */
    public static final Duration CREATE_TIME = Duration.ofSeconds(10);

    /** Longest time that the server works on a statement, including waits for locks. */
    public static final Duration STATEMENT_TIME = Duration.ofSeconds(4);

    /**
     * Longest wait for the lock on the row of an account; shorter than the time of the statement, so that the two
     * errors differ.
     */
    public static final Duration LOCK_TIME = Duration.ofSeconds(3);

    private static final Duration LIFE_TIME = Duration.ofMinutes(30);
    private static final Duration IDLE_TIME = Duration.ofMinutes(10);

    private ConnectionPools() {}

    /**
     * Returns the recommended configuration, to be changed or built. Connections are opened when needed and checked
     * without a round trip. They are replaced after 30 minutes, or after 10 idle minutes, when they are next acquired
     * or released; nothing runs in the background.
     *
     * @param connections opens connections; not a pool itself
     * @param maxSize greatest number of connections
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
     * Creates a recommended pool whose connections limit the time of statements and of waits for locks, unless the
     * options contain other limits. The limits are start-up parameters, which a pooler in front of the database must
     * pass on.
     *
     * @param options address, user and options of the database
     * @param maxSize greatest number of connections
     * @return a pool that has not opened a connection yet; the caller closes it
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
