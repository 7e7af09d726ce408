/** What gateways of any kind do with Tokenwell; no Spring here. */
@NullMarked
package io.tokenwell.example.kit;

import org.jspecify.annotations.NullMarked;
