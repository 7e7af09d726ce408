/** Contracts of the ports: every implementation proves itself on them, and broken ones prove that they bite. */
@NullMarked
package io.tokenwell.tck;

import org.jspecify.annotations.NullMarked;
