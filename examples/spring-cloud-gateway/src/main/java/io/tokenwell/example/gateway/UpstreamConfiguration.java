package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.GatewaySettings;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client, in place of the gateway's own. As a component it would be made, with all it needs, to find out its type. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    @Bean
    UpstreamClient upstreamClient(
            GatewaySettings settings,
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers) {
        return new UpstreamClient(settings, properties, server, tls, customizers);
    }
}
