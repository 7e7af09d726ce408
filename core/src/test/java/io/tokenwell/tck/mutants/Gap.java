package io.tokenwell.tck.mutants;

import java.util.concurrent.locks.LockSupport;

/** The gap between a check and the act that relies on it, wide enough for a racing worker to fall in. */
final class Gap {

    private Gap() {}

    static void open() {
        LockSupport.parkNanos(200_000);
    }
}
