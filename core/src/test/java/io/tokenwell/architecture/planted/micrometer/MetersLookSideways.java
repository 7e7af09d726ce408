package io.tokenwell.architecture.planted.micrometer;

import io.tokenwell.architecture.planted.memory.PlantedMemory;

/** Meters must not know other implementations. */
public record MetersLookSideways(PlantedMemory memory) {}
