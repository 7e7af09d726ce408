/** Limits, each on a server or a client of its own. */
@NullMarked
package io.tokenwell.example.kit.limits;

import org.jspecify.annotations.NullMarked;
