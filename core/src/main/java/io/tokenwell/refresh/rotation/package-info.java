/**
 * Saves pairs that were redeemed and are not in the table yet: in escrow, in memory, and in their row. Start with
 * {@code RotationSaver}. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.rotation;

import org.jspecify.annotations.NullMarked;
