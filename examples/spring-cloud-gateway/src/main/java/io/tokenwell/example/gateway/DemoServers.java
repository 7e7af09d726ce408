package io.tokenwell.example.gateway;

import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Starts servers for the addresses that are not set, and sets them. They end with the application, or with the JVM. */
final class DemoServers {

    private final GenericApplicationContext context;
    private final ConfigurableEnvironment settings;
    private final Map<String, Object> found = new HashMap<>();

    DemoServers(GenericApplicationContext context) {
        this.context = context;
        this.settings = context.getEnvironment();
    }

    void startWhatIsMissing() {
        // Last, so that everything set elsewhere wins.
        settings.getPropertySources().addLast(new MapPropertySource("demo", found));
        startFor(Surroundings.REDIS, EmbeddedRedis.class, EmbeddedRedis::start, EmbeddedRedis::uri);
        startFor(Surroundings.POSTGRESQL, EmbeddedDatabase.class, EmbeddedDatabase::start, EmbeddedDatabase::r2dbcUrl);
        if (isMissing(Surroundings.TOKEN_URI)) {
            startAuthorization(
                    settings.getProperty("tokenwell.demo.token-life", Duration.class, Duration.ofSeconds(30)));
        } else {
            startFor(Surroundings.UPSTREAM, DemoUpstream.class, DemoUpstream::startTrusting, DemoUpstream::uri);
        }
    }

    /** Tokens live so shortly that refreshes can be watched: they are due after two thirds of a life. */
    private void startAuthorization(Duration life) {
        AuthorizationSettings tokens = AuthorizationSettings.defaults().withTokenLifetime(life);
        DemoAuthorizationServer server = DemoAuthorizationServer.start(tokens);
        context.registerBean(DemoAuthorizationServer.class, () -> server);
        found.put(Surroundings.TOKEN_URI, server.tokenUri());
        found.put(Surroundings.CLIENT_ID, "tokenwell-demo");
        found.put("tokenwell.refresh.skew", life.dividedBy(3));
        found.put("tokenwell.refresh.cache-skew", life.multipliedBy(2).dividedBy(5));
        startFor(Surroundings.UPSTREAM, DemoUpstream.class, () -> DemoUpstream.start(server, 0), DemoUpstream::uri);
    }

    private <T> void startFor(String name, Class<T> type, Supplier<T> start, Function<T, String> address) {
        if (isMissing(name)) {
            T server = start.get();
            // As a bean it is closed with the application, after everything that was built later.
            context.registerBean(type, () -> server);
            found.put(name, address.apply(server));
        }
    }

    private boolean isMissing(String name) {
        return !StringUtils.hasText(settings.getProperty(name));
    }
}
