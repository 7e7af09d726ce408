/** How long ten thousand callers of one expired account wait beyond the moment in which the endpoint answers. */
@NullMarked
package io.tokenwell.example.benchmarks.storm;

import org.jspecify.annotations.NullMarked;
