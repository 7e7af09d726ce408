package io.tokenwell.architecture.planted.crypto;

import io.tokenwell.architecture.planted.memory.PlantedMemory;

/** A cipher must not know other implementations. */
public record CipherLooksSideways(PlantedMemory memory) {}
