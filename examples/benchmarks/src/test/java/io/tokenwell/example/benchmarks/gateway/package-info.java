/** Tests of what is read from wrk and from the gateway's process. */
@NullMarked
package io.tokenwell.example.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
