package io.tokenwell.architecture.planted.http;

import io.tokenwell.architecture.planted.memory.PlantedMemory;

/** The endpoint must not know other implementations. */
public record EndpointLooksSideways(PlantedMemory memory) {}
