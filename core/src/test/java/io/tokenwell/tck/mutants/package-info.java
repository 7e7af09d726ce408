/** Deliberately broken implementations, each modelled on a mistake that was really made, that the contracts reject. */
@NullMarked
package io.tokenwell.tck.mutants;

import org.jspecify.annotations.NullMarked;
