/** The ports: what a store, a lock or a token endpoint has to do. Implementations prove themselves on the contracts. */
@NullMarked
package io.tokenwell.spi;

import org.jspecify.annotations.NullMarked;
