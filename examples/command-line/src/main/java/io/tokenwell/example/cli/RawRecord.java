package io.tokenwell.example.cli;

import io.tokenwell.example.cli.ImportFailure.Place;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read. Prints no secret.
 *
 * @param at where it is
 * @param size about how many bytes it takes
 * @param value what it says, null if it could not be read
 * @param failure why it could not be read, null if it could
 */
record RawRecord(
        Place at,
        long size,
        @Nullable Object value,
        @Nullable ImportFailure failure) {

    static RawRecord unreadable(Place at, ImportReason reason, String detail) {
        return new RawRecord(at, 0, null, new ImportFailure(at, null, reason, detail));
    }

    @Override
    public String toString() {
        return "RawRecord[at=" + at + "]";
    }
}
