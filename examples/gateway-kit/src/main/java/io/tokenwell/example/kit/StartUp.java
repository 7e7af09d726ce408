package io.tokenwell.example.kit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.ShownText;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.redis.RedisConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Connects when a gateway starts. A store that is away is used as soon as it is there: a gateway that is restarted in an
 * outage serves what the other store knows. One that refuses stops the start, as somebody has to set something. Blocks.
 */
final class StartUp {

    private static final Logger log = LoggerFactory.getLogger(StartUp.class);

    /** For those who answer slowly. Who is away for certain is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int CONNECTIONS = 10;

    /** Others pass: a server loads its data, or has too many clients. */
    private static final Pattern REFUSAL = Pattern.compile("(NOAUTH|WRONGPASS|NOPERM|ERR (AUTH|invalid|DB index)).*");

    private StartUp() {}

    static RedisConnection redis(Opened opened, RedisClient client, GatewaySettings settings) {
        return SettingException.usable(SettingNames.REDIS, () -> {
            RedisConnection redis =
                    opened.and(RedisConnection.to(client, Addresses.redis(settings.redis())), RedisConnection::close);
            redis.attempted()
                    .onErrorComplete(failure -> !isRefusal(failure))
                    .timeout(PATIENCE, Mono.empty())
                    .block();
            return redis;
        });
    }

    private static boolean isRefusal(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof RedisCommandExecutionException
                        && REFUSAL.matcher(String.valueOf(cause.getMessage())).matches());
    }

    /** With its table of claims, unless it is away: then the table follows. */
    static ConnectionPool database(Opened opened, GatewaySettings settings) {
        return SettingException.usable(SettingNames.POSTGRESQL, () -> {
            ConnectionFactoryOptions address = Addresses.database(settings.r2dbc());
            ConnectionPool pool = opened.and(ConnectionPools.open(address, CONNECTIONS), ConnectionPool::dispose);
            Mono<Void> installed = new SchemaInstaller(pool, TableNames.defaults())
                    .installOnceReachable()
                    .cache();
            opened.and(installed.subscribe(none -> {}, StartUp::refusedLater), Disposable::dispose);
            installed.timeout(PATIENCE, Mono.empty()).block();
            return pool;
        });
    }

    static void refusedLater(Throwable failure) {
        log.error(
                "{} cannot be used, no token is refreshed: {}",
                SettingNames.POSTGRESQL,
                ShownText.line(failure.getCause() == null ? failure : failure.getCause()));
    }
}
