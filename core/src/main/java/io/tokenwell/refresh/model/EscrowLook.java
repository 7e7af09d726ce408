package io.tokenwell.refresh.model;

import io.tokenwell.spi.EscrowedRotation;

/** What a look into escrow found. That there is no pair proves something; that escrow cannot be read proves nothing. */
public sealed interface EscrowLook {

    /** An attempt has left this pair, redeemed from this very row. */
    record Found(EscrowedRotation rotation) implements EscrowLook {}

    /** No attempt has left a pair. */
    record Nothing() implements EscrowLook {}

    /** Escrow cannot be read. */
    record Unreadable(Throwable failure) implements EscrowLook {}
}
