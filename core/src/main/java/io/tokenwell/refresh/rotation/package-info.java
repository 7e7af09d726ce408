/**
 * Pairs that were redeemed and are not saved yet: escrow, memory, and the row they go to. Start with
 * {@code RotationSaver}. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.rotation;

import org.jspecify.annotations.NullMarked;
