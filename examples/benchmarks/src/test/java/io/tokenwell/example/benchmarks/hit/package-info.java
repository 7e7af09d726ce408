/** Tests of the package of the same name. */
@NullMarked
package io.tokenwell.example.benchmarks.hit;

import org.jspecify.annotations.NullMarked;
