/** Tests of the gateway. */
@NullMarked
package io.tokenwell.example.gateway;

import org.jspecify.annotations.NullMarked;
