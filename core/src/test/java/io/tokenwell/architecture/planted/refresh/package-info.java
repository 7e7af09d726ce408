/** A pipeline that breaks its rules. */
@NullMarked
package io.tokenwell.architecture.planted.refresh;

import org.jspecify.annotations.NullMarked;
