package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.suite.TerminationSuite;

/** What all example gateways have to do when they are told to end. */
class GatewayTerminationTest extends TerminationSuite {

    @Override
    protected Class<?> program() {
        return GatewayApplication.class;
    }
}
