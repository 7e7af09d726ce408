/** Tests of what gateways share. */
@NullMarked
package io.tokenwell.example.kit;

import org.jspecify.annotations.NullMarked;
