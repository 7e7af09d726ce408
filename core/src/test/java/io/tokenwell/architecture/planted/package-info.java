/** A root package that breaks its rules. */
@NullMarked
package io.tokenwell.architecture.planted;

import org.jspecify.annotations.NullMarked;
