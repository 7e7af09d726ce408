/** Tests of the gateway. */
@NullMarked
package io.tokenwell.example.webflux;

import org.jspecify.annotations.NullMarked;
