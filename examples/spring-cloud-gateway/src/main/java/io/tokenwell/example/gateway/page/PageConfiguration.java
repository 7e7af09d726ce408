package io.tokenwell.example.gateway.page;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.example.kit.UnknownAccounts;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.redis.RedisConnection;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The page at {@code /tokenwell}. It has no login of its own: outside the demo it is there only if a setting asks for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tokenwell.page.enabled")
class PageConfiguration {

    private final JsonMapper json = JsonMapper.builder().build();

    @Bean
    @Primary
    WatchedTokens watchedTokens(UnknownAccounts tokens) {
        return new WatchedTokens(tokens);
    }

    @Bean
    RecentEvents recentEvents(RefreshingAccessTokenProvider tokens) {
        return new RecentEvents(tokens.events(), Clock.systemUTC());
    }

    @Bean
    Attention attention(WatchedTokens calls, RecentEvents events) {
        return new Attention(calls, events);
    }

    @Bean
    Snapshots snapshots(
            RefreshingAccessTokenProvider tokens,
            WatchedTokens calls,
            RecentEvents events,
            ConnectionPool database,
            RedisConnection redis,
            ObjectProvider<DemoActions> demo,
            @Value("${tokenwell.refresh.skew:3m}") Duration skew) {
        Mono<Boolean> redisAnswers = Mono.defer(() -> redis.reactive().ping()).map("PONG"::equals);
        return new Snapshots(
                tokens, calls, events, new AccountsReader(database), redisAnswers, skew, names(demo.getIfAvailable()));
    }

    private static List<String> names(@Nullable DemoActions demo) {
        List<String> names = new ArrayList<>();
        if (demo != null) {
            names.addAll(List.of("send", "expire", "revoke", "login", "latency"));
            if (demo.hasRedis()) {
                names.addAll(List.of("redis/stop", "redis/start"));
            }
        }
        return names;
    }

    @Bean
    LiveView liveView(Snapshots snapshots, Attention attention) {
        return new LiveView(
                snapshots.next().map(next -> new Frame(next.number(), json.writeValueAsString(next))),
                attention::needsALook,
                Schedulers.parallel());
    }

    @Bean
    OwnHosts ownHosts(@Value("${tokenwell.page.hosts:}") Set<String> names) {
        return new OwnHosts(names);
    }

    @Bean
    RouterFunction<ServerResponse> page(LiveView live, OwnHosts hosts) {
        PageHandlers handlers = new PageHandlers(live);
        return RouterFunctions.route()
                .GET("/tokenwell", handlers.file("page.html"))
                .GET("/tokenwell/page.css", handlers.file("page.css"))
                .GET("/tokenwell/page.js", handlers.file("page.js"))
                .GET("/tokenwell/icon.svg", handlers.file("icon.svg"))
                .GET("/tokenwell/state", hosts.apply(handlers::state))
                .GET("/tokenwell/stream", hosts.apply(handlers::stream))
                .filter(new PageHeaders())
                .build();
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> pageAddress(Environment settings) {
        return ready -> System.out.println("A page to watch: http://localhost:"
                + settings.getRequiredProperty("local.server.port", Integer.class) + "/tokenwell\n");
    }

    @Bean
    @ConditionalOnBean(DemoAuthorizationServer.class)
    DemoActions demoActions(
            DemoAuthorizationServer authorization,
            ObjectProvider<EmbeddedRedis> redis,
            ConnectionPool database,
            WatchedTokens tokens,
            Attention attention,
            Environment settings) {
        DemoCallers callers =
                new DemoCallers(() -> settings.getRequiredProperty("local.server.port", Integer.class), json);
        return new DemoActions(
                authorization, redis.getIfAvailable(), new DemoRows(database, json), callers, tokens, attention);
    }

    @Bean
    @ConditionalOnBean(DemoAuthorizationServer.class)
    RouterFunction<ServerResponse> demo(DemoActions actions, OwnHosts hosts) {
        return RouterFunctions.route()
                .POST("/tokenwell/demo/send", actions::send)
                .POST("/tokenwell/demo/expire", actions::expire)
                .POST("/tokenwell/demo/revoke", actions::revoke)
                .POST("/tokenwell/demo/login", actions::logIn)
                .POST("/tokenwell/demo/latency", actions::slowDown)
                .POST("/tokenwell/demo/redis/stop", actions::stopRedis)
                .POST("/tokenwell/demo/redis/start", actions::startRedis)
                .filter(new PageHeaders())
                .filter(new PostGuard(hosts))
                .build();
    }
}
