/** A short run of the traffic on real servers, and tests of its audit. */
@NullMarked
package io.tokenwell.example.benchmarks.many;

import org.jspecify.annotations.NullMarked;
