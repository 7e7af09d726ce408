/** The command line of the benchmarks. */
@NullMarked
package io.tokenwell.example.benchmarks;

import org.jspecify.annotations.NullMarked;
