package io.tokenwell.architecture.planted.memory;

import io.tokenwell.architecture.planted.spi.PlantedPort;

/** An in-process port that keeps the rules. */
public class PlantedMemory implements PlantedPort {}
