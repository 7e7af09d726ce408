package io.tokenwell.architecture.planted.refresh;

import io.tokenwell.architecture.planted.http.PlantedEndpoint;

/** The pipeline must know endpoints by their port only. */
public record PipelineLooksSideways(PlantedEndpoint endpoint) {}
