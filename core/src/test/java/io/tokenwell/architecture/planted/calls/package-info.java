/** Calls that library code must not make. */
@NullMarked
package io.tokenwell.architecture.planted.calls;

import org.jspecify.annotations.NullMarked;
