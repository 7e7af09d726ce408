package io.tokenwell.example.lab.worker;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tokenwell.redis.RedisClientOptions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How an instance comes to its first connection to Redis, from where on Lettuce reconnects by itself. */
public final class RedisLink {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private RedisLink() {}

    /**
     * A client that asks this Redis.
     *
     * @param uri where it is
     * @param timeout of connecting and of every command
     * @return a client on which an outage is an answer
     */
    public static RedisClient client(String uri, Duration timeout) {
        RedisClient client = RedisClient.create(uri);
        client.setOptions(RedisClientOptions.failFast(timeout));
        return client;
    }

    /**
     * Blocks until Redis is there: an instance that is started during an outage becomes ready after it.
     *
     * @param client asks
     * @return its connection
     */
    public static StatefulRedisConnection<String, String> open(RedisClient client) {
        while (true) {
            try {
                return client.connect();
            } catch (RedisConnectionException notYet) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
