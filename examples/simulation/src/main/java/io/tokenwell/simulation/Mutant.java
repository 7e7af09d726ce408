package io.tokenwell.simulation;

/** A guarantee taken out, to see that it is missed. */
enum Mutant {
    NONE,
    /** Everybody is granted the claim. */
    NO_CLAIM,
    /** Whoever completes overwrites what is there. */
    NO_COMPARE_AND_SET,
    /** Escrow says that it keeps, and does not. */
    NO_ESCROW,
    /** The cache takes older tokens. */
    NO_NEWER_ONLY,
    /** Any claim's holder ends anybody's claim. */
    NO_OWNER_CHECK,
    /** The work dies with its last caller. */
    NO_DETACHMENT,
    /** Whoever looks once more before it sends sees what it has seen before. */
    NO_SECOND_LOOK,
    /** What escrow has forgotten it is told in vain. */
    KEPT_ONCE,
    /** The table does not know of attempts that never ended. */
    NO_SWEEP,
    /** The date stands still with the machine, as monotonic time does. */
    NO_DATE,
    /** A claim that its holder was not told of is not given back. */
    HELD_UNAWARES,
    /** A lock is waited for as long as it is held. */
    NO_LOCK_PATIENCE,
    /** The fleet believes that the server forgives for longer than it does. */
    GRACE_TOO_LONG,
    /** Nobody is taken over early. */
    NO_REUSE
}
