package io.tokenwell.example.webflux;

import io.tokenwell.example.kit.suite.TerminationSuite;

/** What all example gateways have to do when they are told to end. */
class WebFluxTerminationTest extends TerminationSuite {

    @Override
    protected Class<?> program() {
        return WebFluxGateway.class;
    }
}
