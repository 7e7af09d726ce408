package io.tokenwell.refresh;

/** Signal inside the pipeline: another holds lock or claim. The only failure that is waited for. */
final class LockHeld extends RuntimeException {

    LockHeld() {
        // No stack trace: it is a signal, raised at every contention.
        super("another refreshes this account", null, false, false);
    }
}
