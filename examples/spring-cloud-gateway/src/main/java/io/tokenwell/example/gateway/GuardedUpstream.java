package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.UpstreamConnections;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/** No answer of the upstream is ever given to another request, on the gateway's own client and on the one for HTTP/2. */
@Component
final class GuardedUpstream implements HttpClientCustomizer {

    GuardedUpstream() {}

    @Override
    public HttpClient customize(HttpClient http) {
        return UpstreamConnections.guarded(http);
    }
}
