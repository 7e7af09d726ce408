package io.tokenwell.architecture.planted.http;

import io.tokenwell.architecture.planted.spi.PlantedPort;

/** An endpoint that keeps the rules. */
public class PlantedEndpoint implements PlantedPort {}
