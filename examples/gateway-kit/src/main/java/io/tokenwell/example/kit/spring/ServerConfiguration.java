package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.limits.ServerLimits;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The web server holds its clients to their limits. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> clientsInLimits(GatewaySettings settings) {
        ServerLimits limits = new ServerLimits(settings.limits());
        return factory -> factory.addServerCustomizers(limits::on);
    }
}
