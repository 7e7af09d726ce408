package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.UpstreamConnections;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.stereotype.Component;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The gateway's client for an upstream that speaks HTTP/2 without TLS, whose requests share connections. */
@Component
@ConditionalOnBooleanProperty("tokenwell.upstream.http2")
final class UpstreamHttp2 extends HttpClientFactory {

    UpstreamHttp2(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers) {
        super(properties, server, tls, customizers);
    }

    @Override
    protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
        return UpstreamConnections.shared();
    }

    @Override
    protected HttpClient createInstance() {
        return super.createInstance().protocol(HttpProtocol.H2C);
    }
}
