/** Tests of what is counted and how. */
@NullMarked
package io.tokenwell.example.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
