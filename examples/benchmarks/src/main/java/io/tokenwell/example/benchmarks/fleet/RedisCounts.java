package io.tokenwell.example.benchmarks.fleet;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Redis says it was asked: {@code INFO commandstats}, in which the commands of a script count beside the script.
 * Blocks; safe for use by any thread.
 */
public final class RedisCounts implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");
    /** What a connection says at its start, and what is asked here. */
    private static final Set<String> NOT_COUNTED =
            Set.of("info", "hello", "client|setinfo", "client|setname", "client|tracking", "ping", "flushall");

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    RedisCounts(String uri) {
        client = RedisClient.create(uri);
        connection = client.connect();
    }

    /**
     * How many commands there were.
     *
     * @return the number since Redis started
     */
    public long commands() {
        return total(connection.sync().info("commandstats"));
    }

    static long total(String commandStats) {
        return LINE.matcher(commandStats)
                .results()
                .filter(line -> !NOT_COUNTED.contains(line.group(1)))
                .map(MatchResult::group)
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                .sum();
    }

    /** Empties Redis. */
    public void flush() {
        connection.sync().flushall();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
