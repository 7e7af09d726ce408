/** The example gateway with and without its Tokenwell filter, driven by wrk. */
@NullMarked
package io.tokenwell.example.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
