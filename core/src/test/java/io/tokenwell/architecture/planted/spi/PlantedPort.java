package io.tokenwell.architecture.planted.spi;

/** A port that keeps the rules. */
public interface PlantedPort {}
