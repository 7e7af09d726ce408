/** A fleet on one thread and in virtual time, in all kinds of trouble. */
@NullMarked
package io.tokenwell.simulation;

import org.jspecify.annotations.NullMarked;
