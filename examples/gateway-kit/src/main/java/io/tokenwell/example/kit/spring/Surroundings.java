package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.demo.DemoServers;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The demo's servers, before anything else is built. They end with the application, or with the JVM. For one thread. */
public final class Surroundings implements ApplicationContextInitializer<GenericApplicationContext> {

    /** Starts nothing yet. */
    public Surroundings() {}

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment settings = context.getEnvironment();
        SpringSettings.check(settings);
        DemoServers servers = DemoServers.startFor(settings::getProperty);
        // Last, so that everything set elsewhere wins.
        settings.getPropertySources().addLast(new MapPropertySource("demo", Map.copyOf(servers.found())));
        // As a bean it is closed with the application, after everything that was built later.
        context.registerBean(DemoServers.class, () -> servers);
        Stream.of(EmbeddedRedis.class, EmbeddedDatabase.class, DemoAuthorizationServer.class, DemoUpstream.class)
                .forEach(type -> register(type, servers, context));
    }

    /** For whoever wants to play with it; {@link DemoServers} ends it. */
    private static <T> void register(Class<T> type, DemoServers servers, GenericApplicationContext context) {
        servers.server(type)
                .ifPresent(server -> context.registerBean(type, () -> server, bean -> bean.setDestroyMethodName("")));
    }
}
