package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.suite.FloodSuite;

/** To be run by name: {@code -Dtest=GatewayFlood}. */
class GatewayFlood extends FloodSuite {

    @Override
    protected Class<?> program() {
        return GatewayApplication.class;
    }
}
