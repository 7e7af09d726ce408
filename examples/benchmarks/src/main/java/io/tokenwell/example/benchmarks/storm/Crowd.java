package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.Account;
import io.tokenwell.example.benchmarks.fleet.Fleet;
import io.tokenwell.example.benchmarks.fleet.Percentiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Callers of one account, who are there before they ask, so that they do not count as what their waiting takes. */
final class Crowd {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final CountDownLatch open;
    private final List<Caller> callers;

    private Crowd(int size) {
        open = new CountDownLatch(size);
        callers = IntStream.range(0, size).mapToObj(number -> new Caller(open)).toList();
    }

    static Crowd of(int size) {
        return new Crowd(size);
    }

    int size() {
        return callers.size();
    }

    /** All ask, each instance in turn, on this thread. Says how long that took, in nanoseconds. */
    long ask(Fleet fleet, Account account) {
        long start = System.nanoTime();
        for (int number = 0; number < callers.size(); number++) {
            fleet.member(number).token(account).subscribe(callers.get(number));
        }
        return System.nanoTime() - start;
    }

    void awaitAnswers() {
        try {
            if (!open.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(waiting() + " callers have no answer after " + LIMIT);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while callers wait", stopped);
        }
    }

    long waiting() {
        return callers.stream().filter(Caller::waits).count();
    }

    long errors() {
        return callers.stream().filter(caller -> caller.token() == null).count();
    }

    /** How many failed with what. */
    Map<String, Long> reasons() {
        return callers.stream()
                .map(Caller::failure)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(failure -> failure.getClass().getSimpleName(), Collectors.counting()));
    }

    /** Callers with a token of another kind than asked about. */
    long without(Predicate<String> kind) {
        return callers.stream()
                .map(Caller::token)
                .filter(Objects::nonNull)
                .filter(kind.negate())
                .count();
    }

    /** How long after a moment each caller had such a token; for ever, if it never came. */
    long[] delays(long moment, Predicate<String> kind) {
        return callers.stream()
                .mapToLong(caller -> caller.token() != null && kind.test(caller.token())
                        ? caller.answeredAt() - moment
                        : Percentiles.NEVER)
                .toArray();
    }
}
