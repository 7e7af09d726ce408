package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import io.tokenwell.example.lab.cycle.Trigger.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts each fault at its moment and heals it when its time is over. Safe for use by any thread. */
final class Injector {

    /** Far above any restart: what takes longer never ends. */
    private static final long LIMIT_SECONDS = 90;

    private final List<Injection> injections;
    private final Faults faults;
    private final CycleClock clock;
    private final ScheduledExecutorService pool;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger decided = new AtomicInteger();
    private final AtomicInteger replied = new AtomicInteger();
    private final ConcurrentLinkedQueue<FaultEvent> events = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Phaser unhealed = new Phaser(1);
    private boolean closed;

    Injector(List<Injection> injections, Faults faults, CycleClock clock, ScheduledExecutorService pool) {
        this.injections = injections;
        this.faults = faults;
        this.clock = clock;
        this.pool = pool;
    }

    /** Called when the cycle begins, and on each step of a redemption; never blocks. */
    void step(Moment moment, int instance, long account) {
        int nth = next(moment);
        for (Injection injection : injections) {
            Trigger when = injection.when();
            if (when.moment() == moment && when.nth() == nth && registered()) {
                Runnable begin = () -> begin(injection, instance, account);
                later(when.millis(), begin);
            }
        }
    }

    private synchronized boolean registered() {
        return !closed && unhealed.register() >= 0;
    }

    private int next(Moment moment) {
        return switch (moment) {
            case START -> 0;
            case ARRIVED -> arrived.incrementAndGet();
            case DECIDED -> decided.incrementAndGet();
            case REPLIED -> replied.incrementAndGet();
        };
    }

    private void begin(Injection injection, int stepInstance, long stepAccount) {
        int instance = injection.instance() == Injection.OF_STEP ? stepInstance : injection.instance();
        long amount = injection.kind() == Kind.LOGIN ? stepAccount : injection.amount();
        FaultEvent begun = new FaultEvent(injection.kind(), instance, injection.link(), clock.now(), 0, amount);
        Runnable heal = faults.begin(begun);
        Runnable end = () -> {
            heal.run();
            events.add(new FaultEvent(begun.kind(), instance, begun.link(), begun.from(), clock.now(), begun.amount()));
            unhealed.arriveAndDeregister();
        };
        later(injection.lastsMillis(), end);
    }

    private void later(long millis, Runnable work) {
        var unused = pool.schedule(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        failures.add(e);
                        unhealed.arriveAndDeregister();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** No more faults; returns when all are healed. */
    void close() {
        awaitHealed(shut());
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a fault could not be injected", failures.peek());
        }
    }

    private synchronized int shut() {
        closed = true;
        return unhealed.arrive();
    }

    private void awaitHealed(int phase) {
        try {
            unhealed.awaitAdvanceInterruptibly(phase, LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a fault could not be healed in " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while faults heal", stopped);
        }
    }

    List<FaultEvent> events() {
        return new ArrayList<>(events);
    }
}
