package io.tokenwell.spi;

import java.time.Duration;

/**
 * Checks what is common to settings, of this library and of adapters. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class SettingChecks {

    private SettingChecks() {}

    /**
     * Refuses a duration that is not positive.
     *
     * @param name name of the setting
     * @param value its value
     * @throws IllegalArgumentException if it is zero or negative, with name and value
     */
    public static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }

    /**
     * Refuses a number that is not positive.
     *
     * @param name name of the setting
     * @param value its value
     * @throws IllegalArgumentException if it is zero or negative, with name and value
     */
    public static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }

    /**
     * Refuses a duration that is zero in milliseconds, for settings that go to a server or a timer in that unit.
     *
     * @param name name of the setting
     * @param value its value
     * @throws IllegalArgumentException if it is shorter than a millisecond, with name and value
     */
    public static void requireMillisecond(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least a millisecond: " + value);
        }
    }
}
