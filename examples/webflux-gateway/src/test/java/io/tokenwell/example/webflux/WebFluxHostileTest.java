package io.tokenwell.example.webflux;

import io.tokenwell.example.kit.hostile.HostileSuite;
import io.tokenwell.example.kit.suite.RunningGateway;

/** What hostile clients and upstreams may send. */
class WebFluxHostileTest extends HostileSuite {

    @Override
    protected String name() {
        return "WebFlux gateway";
    }

    @Override
    protected RunningGateway start(String... options) {
        return WebFluxSuiteTest.started(options);
    }
}
