/** What a call costs when the token is there: in process, and with one look into Redis. */
@NullMarked
package io.tokenwell.example.benchmarks.hit;

import org.jspecify.annotations.NullMarked;
