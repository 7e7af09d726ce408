/** Ports that break their rules. */
@NullMarked
package io.tokenwell.architecture.planted.spi;

import org.jspecify.annotations.NullMarked;
