/** The ports inside one process: for gateways of one instance, for tests, and as the reference of the contracts. */
@NullMarked
package io.tokenwell.memory;

import org.jspecify.annotations.NullMarked;
