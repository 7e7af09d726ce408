package io.tokenwell.architecture.planted.memory;

import io.tokenwell.architecture.planted.refresh.PipelineWithDefaults;

/** A port must not know the pipeline. */
public record MemoryLooksSideways(PipelineWithDefaults pipeline) {}
