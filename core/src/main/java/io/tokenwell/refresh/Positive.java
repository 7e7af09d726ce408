package io.tokenwell.refresh;

import java.time.Duration;

/** Guard of the settings records. */
final class Positive {

    private Positive() {}

    static void require(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
