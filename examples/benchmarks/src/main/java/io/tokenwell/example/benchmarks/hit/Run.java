package io.tokenwell.example.benchmarks.hit;

/**
 * What one run found.
 *
 * @param callsPerNano by all threads together
 * @param bytesPerCall allocated
 */
record Run(double callsPerNano, double bytesPerCall) {}
