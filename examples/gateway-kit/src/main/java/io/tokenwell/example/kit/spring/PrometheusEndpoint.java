package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.GatewayMeters;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The provider's meters at {@code /actuator/prometheus}. An application with a registry of its own gives that to {@code
 * TokenwellMetrics} instead, and needs no such endpoint.
 */
@WebEndpoint(id = "prometheus")
final class PrometheusEndpoint {

    private final GatewayMeters meters;

    PrometheusEndpoint(GatewayMeters meters) {
        this.meters = meters;
    }

    @ReadOperation(produces = GatewayMeters.MEDIA_TYPE)
    String scrape() {
        return meters.text();
    }
}
