package io.tokenwell.example.cli;

import io.lettuce.core.RedisClient;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.redis.RedisClientOptions;
import java.time.Duration;

/** How long servers are waited for: longer than for a request, and not for ever. */
final class Patience {

    static final Duration REDIS = Duration.ofSeconds(5);

    private static final Duration DATABASE = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 8;

    private Patience() {}

    static RedisClient redisClient() {
        RedisClient client = RedisClient.create();
        client.setOptions(RedisClientOptions.failFast(REDIS));
        return client;
    }

    /** Opens nothing yet. Whoever locks a row is waited for as by the library's own statements. */
    static ConnectionPool pool(ConnectionFactoryOptions address) {
        ConnectionFactoryOptions patient = address.mutate()
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, DATABASE)
                .option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, DATABASE)
                .option(ConnectionFactoryOptions.LOCK_WAIT_TIMEOUT, ConnectionPools.LOCK_TIME)
                .build();
        return new ConnectionPool(ConnectionPools.recommended(ConnectionFactories.get(patient), CONNECTIONS)
                .maxAcquireTime(DATABASE)
                .maxCreateConnectionTime(DATABASE)
                .build());
    }
}
