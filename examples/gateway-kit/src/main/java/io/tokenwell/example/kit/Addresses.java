package io.tokenwell.example.kit;

import io.lettuce.core.RedisURI;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.example.kit.GatewaySettings.R2dbc;
import io.tokenwell.example.kit.GatewaySettings.Redis;
import java.net.URI;
import java.time.Duration;

/** Addresses for connecting, and the same for showing, without users and passwords. */
public final class Addresses {

    /** Also of looks at who is master, where a minute, as by default, is too long. */
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

    private Addresses() {}

    static RedisURI redis(Redis settings) {
        RedisURI uri = RedisURI.create(settings.uri().expose());
        uri.setTimeout(REDIS_TIMEOUT);
        return uri;
    }

    static ConnectionFactoryOptions database(R2dbc settings) {
        ConnectionFactoryOptions url =
                ConnectionFactoryOptions.parse(settings.url().expose());
        ConnectionFactoryOptions.Builder address = url.mutate();
        if (settings.username() != null) {
            address.option(ConnectionFactoryOptions.USER, settings.username());
        }
        if (settings.password() != null) {
            address.option(
                    ConnectionFactoryOptions.PASSWORD, settings.password().expose());
        }
        return address.build();
    }

    /**
     * Where Redis is.
     *
     * @param settings of the gateway
     * @return host and port
     */
    public static String redisShown(GatewaySettings settings) {
        RedisURI uri = redis(settings.redis());
        return uri.getHost() + ":" + uri.getPort();
    }

    /**
     * Where PostgreSQL is.
     *
     * @param settings of the gateway
     * @return host, port and database
     */
    public static String databaseShown(GatewaySettings settings) {
        ConnectionFactoryOptions address = database(settings.r2dbc());
        return address.getValue(ConnectionFactoryOptions.HOST) + ":" + address.getValue(ConnectionFactoryOptions.PORT)
                + "/" + address.getValue(ConnectionFactoryOptions.DATABASE);
    }

    /**
     * An address for people.
     *
     * @param uri the address
     * @return without user and password
     */
    public static String shown(URI uri) {
        return uri.toString().replaceFirst("//[^/@]*@", "//");
    }
}
