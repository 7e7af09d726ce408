package io.tokenwell.example.lab.cycle;

import java.util.Arrays;
import java.util.Locale;

/** Who can be tried. */
public enum Contestant {
    /** This library. */
    TOKENWELL,
    /** The algorithm it was made after. */
    ORIGINAL,
    /** Spring Security's reactive manager on its R2DBC store. */
    SPRING;

    /**
     * The name on the command line.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds one.
     *
     * @param label its name on the command line
     * @return the contestant
     * @throws IllegalArgumentException if there is none
     */
    public static Contestant of(String label) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such contestant: " + label));
    }
}
