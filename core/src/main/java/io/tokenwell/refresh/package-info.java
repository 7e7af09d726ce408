/** The pipeline: cache, lock, claim, redemption, completion; and its settings. */
@NullMarked
package io.tokenwell.refresh;

import org.jspecify.annotations.NullMarked;
