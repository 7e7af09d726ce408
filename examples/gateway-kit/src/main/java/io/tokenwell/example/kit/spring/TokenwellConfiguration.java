package io.tokenwell.example.kit.spring;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.ReplayRoom;
import io.tokenwell.example.kit.TokenRecovery;
import io.tokenwell.example.kit.TokenwellRuntime;
import io.tokenwell.example.kit.UnknownAccounts;
import io.tokenwell.example.kit.demo.DemoAccounts;
import io.tokenwell.example.kit.demo.DemoServers;
import io.tokenwell.example.kit.demo.StartupBlock;
import io.tokenwell.redis.RedisConnection;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.AccountRepository;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The provider, its settings, its health, and the demonstration's accounts. To be imported by an application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenwellProperties.class)
@Import({
    FrontDoorConfiguration.class,
    GoneClients.class,
    HealthConfiguration.class,
    ServerConfiguration.class,
    UpstreamFailures.class
})
public class TokenwellConfiguration {

    TokenwellConfiguration() {}

    @Bean
    GatewaySettings gatewaySettings(TokenwellProperties properties) {
        return properties.checked();
    }

    /** Ends before the servers of the demo do. */
    @Bean(destroyMethod = "close")
    TokenwellRuntime tokenwell(GatewaySettings settings, DemoServers servers) {
        TokenwellRuntime runtime = TokenwellRuntime.open(settings);
        DemoAccounts.logIn(servers, runtime);
        return runtime;
    }

    @Bean
    SettledTokens settledTokens(TokenwellRuntime runtime) {
        return new SettledTokens(runtime::settle);
    }

    @Bean(destroyMethod = "")
    @Fallback
    RefreshingAccessTokenProvider tokens(TokenwellRuntime runtime) {
        return runtime.provider();
    }

    /** What whoever asks for any provider gets: callers name the accounts. */
    @Bean
    UnknownAccounts callersTokens(TokenwellRuntime runtime, GatewaySettings settings) {
        return new UnknownAccounts(
                runtime.provider(), settings.limits().clients().unknownAccounts());
    }

    @Bean
    AccountRepository accounts(TokenwellRuntime runtime) {
        return runtime.accounts();
    }

    @Bean(destroyMethod = "")
    ConnectionPool database(TokenwellRuntime runtime) {
        return runtime.database();
    }

    @Bean(destroyMethod = "")
    RedisConnection redisConnection(TokenwellRuntime runtime) {
        return runtime.redis();
    }

    @Bean
    TokenRecovery tokenRecovery(RefreshingAccessTokenProvider tokens, GatewaySettings settings) {
        return new TokenRecovery(
                tokens,
                settings.upstream().replayLimit(),
                new ReplayRoom(settings.limits().clients().replayTotal()));
    }

    @Bean
    StartupBlock startupBlock(GatewaySettings settings, DemoServers servers) {
        return new StartupBlock(settings, servers);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startupBlockPrinter(StartupBlock block, Environment environment) {
        return ready ->
                System.out.println(block.text(environment.getRequiredProperty("local.server.port", Integer.class)));
    }
}
