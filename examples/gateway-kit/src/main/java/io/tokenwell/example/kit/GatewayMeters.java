package io.tokenwell.example.kit;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tokenwell.micrometer.TokenwellMetrics;
import io.tokenwell.spi.RefreshObserver;

/** The provider's meters as Prometheus reads them. Safe for use by any thread. */
public final class GatewayMeters {

    /** Media type of {@link #text()}. */
    public static final String MEDIA_TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RefreshObserver observer = new TokenwellMetrics(registry);

    GatewayMeters() {}

    RefreshObserver observer() {
        return observer;
    }

    /**
     * What the meters show now.
     *
     * @return Prometheus' text format
     */
    public String text() {
        return registry.scrape();
    }
}
