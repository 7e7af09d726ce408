/** Recorded behaviours of the original, driven through the real pipeline. */
@NullMarked
package io.tokenwell.parity;

import org.jspecify.annotations.NullMarked;
