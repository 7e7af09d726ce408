package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.suite.GatewaySuite;
import io.tokenwell.example.kit.suite.RunningGateway;
import org.springframework.context.ConfigurableApplicationContext;

/** What all example gateways have to do. */
class GatewaySuiteTest extends GatewaySuite {

    @Override
    protected RunningGateway start(String... options) {
        return started(options);
    }

    static RunningGateway started(String... options) {
        ConfigurableApplicationContext gateway = StartedGateway.with(options);
        return new RunningGateway(
                gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class), gateway::close);
    }
}
