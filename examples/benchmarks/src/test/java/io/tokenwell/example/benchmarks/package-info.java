/** Tests of the package of the same name. */
@NullMarked
package io.tokenwell.example.benchmarks;

import org.jspecify.annotations.NullMarked;
