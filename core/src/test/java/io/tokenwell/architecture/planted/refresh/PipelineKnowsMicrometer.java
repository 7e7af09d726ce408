package io.tokenwell.architecture.planted.refresh;

import io.micrometer.core.instrument.Counter;

/** The pipeline must not know a library that may be missing. */
public record PipelineKnowsMicrometer(Counter counter) {}
