package io.tokenwell.example.benchmarks.report;

import java.util.Locale;

/** Three digits that count; more than that is noise. */
final class Numbers {

    private static final double NOTHING = 0.005;

    private Numbers() {}

    /** Less is noise of the measurement. */
    static boolean something(double value) {
        return Math.abs(value) >= NOTHING;
    }

    static String shown(double value) {
        double size = Math.abs(value);
        if (!something(value)) {
            return "0";
        }
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
