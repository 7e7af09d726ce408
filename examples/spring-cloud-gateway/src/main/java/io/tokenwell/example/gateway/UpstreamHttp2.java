package io.tokenwell.example.gateway;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** Many requests share a connection, to an upstream that speaks HTTP/2 without TLS. */
@Component
@ConditionalOnBooleanProperty("tokenwell.upstream.http2")
final class UpstreamHttp2 implements HttpClientCustomizer {

    UpstreamHttp2() {}

    @Override
    public HttpClient customize(HttpClient client) {
        return client.protocol(HttpProtocol.H2C);
    }
}
