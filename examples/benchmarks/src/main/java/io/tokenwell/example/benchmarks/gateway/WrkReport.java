package io.tokenwell.example.benchmarks.gateway;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What wrk found.
 *
 * @param requests answered requests
 * @param requestsPerSecond the same per second
 * @param median milliseconds of half of them
 * @param almostAll milliseconds of 99 % of them
 * @param failures answers that were neither 2xx nor 3xx, and errors of connections
 */
record WrkReport(long requests, double requestsPerSecond, double median, double almostAll, long failures) {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern PERCENTILE = Pattern.compile("(?m)^\\s+(50|99)(?:\\.0+)?%\\s+([\\d.]+)(us|ms|s|m|h)$");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern BROKEN =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Map<String, Double> MILLIS = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3, "m", 60e3, "h", 3_600e3);

    /**
     * Reads what {@code wrk --latency} prints.
     *
     * @throws IllegalStateException if that is something else
     */
    static WrkReport of(String output) {
        Matcher rate = RATE.matcher(output);
        List<MatchResult> percentiles = PERCENTILE.matcher(output).results().toList();
        if (!rate.find() || percentiles.size() != 2) {
            throw new IllegalStateException("not a report of wrk --latency: " + output);
        }
        return new WrkReport(
                sum(REQUESTS, output),
                Double.parseDouble(rate.group(1)),
                millis(percentiles.get(0)),
                millis(percentiles.get(1)),
                sum(REFUSED, output) + sum(BROKEN, output));
    }

    private static double millis(MatchResult percentile) {
        return Double.parseDouble(percentile.group(2)) * MILLIS.getOrDefault(percentile.group(3), Double.NaN);
    }

    private static long sum(Pattern counts, String output) {
        Matcher found = counts.matcher(output);
        return found.find()
                ? IntStream.rangeClosed(1, found.groupCount())
                        .mapToLong(group -> Long.parseLong(found.group(group)))
                        .sum()
                : 0;
    }
}
