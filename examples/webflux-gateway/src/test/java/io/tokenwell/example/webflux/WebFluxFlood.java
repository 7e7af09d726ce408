package io.tokenwell.example.webflux;

import io.tokenwell.example.kit.suite.FloodSuite;

/** To be run by name: {@code -Dtest=WebFluxFlood}. */
class WebFluxFlood extends FloodSuite {

    @Override
    protected Class<?> program() {
        return WebFluxGateway.class;
    }
}
