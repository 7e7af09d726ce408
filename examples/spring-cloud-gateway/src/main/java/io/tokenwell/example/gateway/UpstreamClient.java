package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.UpstreamConnections;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The gateway's client: its connections are counted, and if the upstream speaks HTTP/2 without TLS, requests share them. */
final class UpstreamClient extends HttpClientFactory {

    private final GatewaySettings settings;

    UpstreamClient(
            GatewaySettings settings,
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers) {
        super(properties, server, tls, customizers);
        this.settings = settings;
    }

    @Override
    protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
        return UpstreamConnections.of(settings);
    }

    @Override
    protected HttpClient createInstance() {
        HttpClient http = super.createInstance();
        return settings.upstream().http2() ? http.protocol(HttpProtocol.H2C) : http;
    }
}
