package io.tokenwell.architecture.planted.refresh;

import io.tokenwell.architecture.planted.memory.PlantedMemory;

/** Allowed: the pipeline falls back on in-process ports. */
public record PipelineWithDefaults(PlantedMemory memory) {}
