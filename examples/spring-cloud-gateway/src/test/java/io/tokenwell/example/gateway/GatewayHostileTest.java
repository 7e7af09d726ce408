package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.hostile.HostileSuite;
import io.tokenwell.example.kit.suite.RunningGateway;

/** What hostile clients and upstreams may send. */
class GatewayHostileTest extends HostileSuite {

    @Override
    protected String name() {
        return "Spring Cloud Gateway";
    }

    @Override
    protected RunningGateway start(String... options) {
        return GatewaySuiteTest.started(options);
    }
}
