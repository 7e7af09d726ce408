/** Instances on shared servers, in one process, and what can be counted of them. */
@NullMarked
package io.tokenwell.example.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
