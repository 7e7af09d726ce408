package io.tokenwell.example.benchmarks.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Who is measured. Safe for use by any thread. */
public enum Contestant {
    /** This library with its near cache. */
    TOKENWELL,
    /** This library with Redis as its only cache. */
    TOKENWELL_REDIS,
    /** The program that this library replaces, ported. */
    ORIGINAL,
    /** Spring Security's reactive manager. */
    SPRING;

    /**
     * Opens one instance.
     *
     * @param servers whose
     * @param setup how
     * @return the instance, connected
     */
    public Member open(Servers servers, Setup setup) {
        return switch (this) {
            case TOKENWELL -> TokenwellMember.near(servers, setup);
            case TOKENWELL_REDIS -> TokenwellMember.plain(servers, setup);
            case ORIGINAL -> new OriginalMember(servers, setup);
            case SPRING -> new SpringMember(servers, setup);
        };
    }

    /**
     * Opens several instances that know nothing of each other.
     *
     * @param servers whose
     * @param setup how
     * @param instances how many
     * @return the fleet
     */
    public Fleet open(Servers servers, Setup setup, int instances) {
        return new Fleet(IntStream.range(0, instances)
                .mapToObj(instance -> open(servers, setup))
                .toList());
    }

    /**
     * By the name that is printed.
     *
     * @param label such as {@code tokenwell-redis}
     * @return the contestant
     */
    public static Contestant of(String label) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.toString().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such contestant: " + label));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
