package io.tokenwell.architecture.planted;

import io.tokenwell.architecture.planted.spi.PlantedPort;

/** The root must not know its ports. */
public record RootLooksUp(PlantedPort port) {}
