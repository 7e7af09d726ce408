package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.CycleHistory;
import io.tokenwell.example.lab.cycle.Trigger.Moment;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs cycles on one site, one after the other. */
public final class CycleRunner implements AutoCloseable {

    private static final int THREADS = 6;

    private final Site site;
    private final int accounts;
    private final ScheduledExecutorService pool;
    /** Of their own: faults may take their time to begin and to heal. */
    private final ScheduledExecutorService callers;

    /**
     * A runner.
     *
     * @param site where, closed with the runner
     * @param accounts how many new accounts each cycle has
     */
    public CycleRunner(Site site, int accounts) {
        this.site = site;
        this.accounts = accounts;
        this.pool = pool("faults of " + site.contestant.label(), THREADS);
        this.callers = pool("callers of " + site.contestant.label(), 1);
    }

    private static ScheduledExecutorService pool(String name, int threads) {
        return Executors.newScheduledThreadPool(threads, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A cycle without faults that nobody judges: processes that have just started are slow, and load their code now.
     *
     * @return this runner
     */
    public CycleRunner warmedUp() {
        run(FaultKind.NONE, 0);
        return this;
    }

    /**
     * Runs one cycle of a kind.
     *
     * @param fault the kind
     * @param seed what its schedule is made from
     * @return what happened
     */
    public CycleHistory run(FaultKind fault, long seed) {
        return run(Schedule.of(fault, seed, site.instances.size(), accounts));
    }

    CycleHistory run(Schedule schedule) {
        Logins logins = Logins.fresh(site, schedule.accounts());
        int ledgerBefore = LedgerView.size(site.server);
        CycleClock clock = new CycleClock();
        site.nowWhole();
        CallBook book = new CallBook(clock);
        site.instances.forEach(instance -> instance.newBook(book));
        Injector injector = new Injector(schedule.injections(), new Faults(site, book, logins), clock, pool);
        site.server.onStep(
                step -> injector.step(Moment.valueOf(step.kind().name()), step.instance(), step.accountId()));
        injector.step(Moment.START, 0, 0);
        schedule.asks().forEach(ask -> scheduled(ask, logins));
        pause(schedule.activeMillis());
        injector.close();
        site.heal();
        new Settling(site, book, clock, ledgerBefore).settle(logins.accounts());
        return new HistoryWriter(site, clock, logins).written(schedule, ledgerBefore, book, injector.events());
    }

    private void scheduled(Ask ask, Logins logins) {
        long account = logins.accounts().get(ask.account());
        Instance asked = site.instances.get(ask.instance());
        var unused = callers.schedule(() -> asked.ask(account), ask.atMillis(), TimeUnit.MILLISECONDS);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted within a cycle", stopped);
        }
    }

    /**
     * Closes a site on which a cycle broke.
     *
     * @return where the logs of its workers are
     */
    public Path abandoned() {
        stop();
        return site.abandoned();
    }

    private void stop() {
        callers.shutdownNow();
        pool.shutdownNow();
    }

    @Override
    public void close() {
        stop();
        site.close();
    }
}
