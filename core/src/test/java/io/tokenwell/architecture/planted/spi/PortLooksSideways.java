package io.tokenwell.architecture.planted.spi;

import io.tokenwell.architecture.planted.http.PlantedEndpoint;

/** A port must not know who implements it. */
public record PortLooksSideways(PlantedEndpoint endpoint) {}
