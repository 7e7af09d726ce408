/** A small storm on real servers. */
@NullMarked
package io.tokenwell.example.benchmarks.storm;

import org.jspecify.annotations.NullMarked;
