package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.GatewayLimits;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.UpstreamConnections;
import io.tokenwell.example.kit.limits.UpstreamLimits;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/** No answer of the upstream is ever given to another request, and none is waited for for ever. */
@Component
final class GuardedUpstream implements HttpClientCustomizer {

    private final GatewayLimits limits;

    GuardedUpstream(GatewaySettings settings) {
        this.limits = settings.limits();
    }

    @Override
    public HttpClient customize(HttpClient http) {
        return UpstreamLimits.on(UpstreamConnections.guarded(http), limits);
    }
}
