package io.tokenwell.refresh.model;

import io.tokenwell.spi.EscrowedRotation;

/** What a look into escrow gave. That there is nothing says something, that it cannot be read says nothing. */
public sealed interface EscrowLook {

    /** An attempt has left this pair of the very row. */
    record Found(EscrowedRotation rotation) implements EscrowLook {}

    /** No attempt has left any. */
    record Nothing() implements EscrowLook {}

    /** It cannot be told. */
    record Unreadable(Throwable failure) implements EscrowLook {}
}
