package io.tokenwell.example.gateway;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.gateway.TokenwellProperties.OpenAi;
import io.tokenwell.example.gateway.TokenwellProperties.R2dbc;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.refresh.FreshnessSettings;
import io.tokenwell.refresh.RefreshSettings;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the provider together: Redis before, PostgreSQL behind, the authorization server at the side. */
@Configuration(proxyBeanMethods = false)
class TokenwellConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedisClient redis(TokenwellProperties settings) {
        RedisClient client = RedisClient.create(settings.redis().uri().expose());
        // While Redis is away, commands fail at once and requests go on without it.
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool database(TokenwellProperties settings) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options(settings.r2dbc())))
                .maxSize(10)
                .build());
    }

    private static ConnectionFactoryOptions options(R2dbc settings) {
        ConnectionFactoryOptions.Builder options =
                ConnectionFactoryOptions.parse(settings.url().expose()).mutate();
        if (settings.username() != null) {
            options.option(ConnectionFactoryOptions.USER, settings.username());
        }
        if (settings.password() != null) {
            options.option(ConnectionFactoryOptions.PASSWORD, settings.password().expose());
        }
        return options.build();
    }

    @Bean(destroyMethod = "dispose")
    HttpTokenEndpoint tokenEndpoint(TokenwellProperties settings) {
        OpenAi openai = settings.openai();
        return new HttpTokenEndpoint(
                TokenEndpointSettings.openAi(openai.tokenUri(), openai.clientId()), Clock.systemUTC());
    }
}
