package io.tokenwell.example.benchmarks.hit;

import java.util.Locale;

/**
 * One contestant in one situation.
 *
 * @param benchmarks the class whose method it is
 * @param method the benchmark
 * @param place what is common to the rows of a table
 * @param concurrency threads, or calls in flight
 * @param driven whether one thread keeps so many calls in flight
 */
record Trial(Class<?> benchmarks, String method, String place, int concurrency, boolean driven) {

    static Trial inProcess(String method, int threads) {
        return new Trial(InProcessHits.class, method, "in process", threads, false);
    }

    static Trial redis(String method, int inFlight) {
        return new Trial(RedisHits.class, method, "Redis", inFlight, true);
    }

    /** As the tables have it: tokenwellMemory is tokenwell-memory there. */
    String contestant() {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    String row() {
        String unit = driven ? " in flight" : concurrency == 1 ? " thread" : " threads";
        return concurrency + unit;
    }
}
