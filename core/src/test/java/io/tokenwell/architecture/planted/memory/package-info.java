/** In-process ports that break their rules. */
@NullMarked
package io.tokenwell.architecture.planted.memory;

import org.jspecify.annotations.NullMarked;
