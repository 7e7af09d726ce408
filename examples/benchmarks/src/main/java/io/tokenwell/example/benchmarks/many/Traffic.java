package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Percentiles;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Calls at a steady rate from one thread, whether or not the earlier ones have ended. */
final class Traffic {

    private static final long TICK = Duration.ofMillis(1).toNanos();
    private static final long PAUSE = Duration.ofMillis(10).toNanos();
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final ManyFleet fleet;
    private final Population population;
    private final CallLog log;
    private final long[] lateness;

    Traffic(ManyFleet fleet, Population population, int calls) {
        this.fleet = fleet;
        this.population = population;
        log = new CallLog(calls);
        lateness = new long[calls];
    }

    ManyFleet fleet() {
        return fleet;
    }

    Population population() {
        return population;
    }

    CallLog log() {
        return log;
    }

    /** Makes all calls and waits for the answers. */
    void run(ManyPlan plan, long seed) {
        Zipf accounts = new Zipf(plan.accounts(), seed);
        Random instances = new Random(seed);
        long start = System.nanoTime();
        long nanosPerCall = Duration.ofSeconds(1).toNanos() / plan.rate();
        for (int call = 0; call < log.size(); call++) {
            long planned = start + call * nanosPerCall / TICK * TICK;
            begin(call, accounts.next(), instances.nextInt(plan.instances()), awaited(planned) - planned);
        }
        awaitAnswers();
    }

    private static long awaited(long planned) {
        long now = System.nanoTime();
        while (now < planned) {
            LockSupport.parkNanos(planned - now);
            now = System.nanoTime();
        }
        return now;
    }

    /** A caller whom this thread has kept from asking for more than a tick has waited all the same. */
    private void begin(int call, int account, int instance, long late) {
        lateness[call] = late;
        Ask ask = new Ask(this, call, account, instance);
        long now = System.nanoTime();
        log.began(call, account, late > TICK ? now - late : now);
        fleet.fleet.members().get(instance).token(account).subscribe(ask);
    }

    private void awaitAnswers() {
        long end = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (log.finished() < log.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE);
        }
        if (log.finished() < log.size()) {
            throw new IllegalStateException(
                    log.size() - log.finished() + " calls have no answer after " + LAST_ANSWERS);
        }
    }

    Percentiles driverLateness() {
        return Percentiles.of(lateness);
    }
}
