package io.tokenwell.architecture.planted.micrometer;

import io.micrometer.core.instrument.MeterRegistry;

/** Allowed: meters are what the library is for. */
public record MetersKnowMicrometer(MeterRegistry registry) {}
