/**
 * Puts each port behind one class that bounds it in time and says what its failure means. Decides what may be asked
 * now: cooldowns, permits, resting platforms, marks. Start with {@code GuardedAccounts}. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.guard;

import org.jspecify.annotations.NullMarked;
