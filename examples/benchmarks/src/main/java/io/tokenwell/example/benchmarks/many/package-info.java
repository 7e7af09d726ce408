/** A hundred thousand accounts under steady traffic: is each expiry one redemption, and what does a call cost? */
@NullMarked
package io.tokenwell.example.benchmarks.many;

import org.jspecify.annotations.NullMarked;
