package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.net.FaultProxy;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One instance of the fleet: a process, and a proxy before everything it is connected to. */
final class Instance implements AutoCloseable {

    private static final String WORKER = "io.tokenwell.example.lab.worker.Worker";
    private static final List<String> SMALL =
            List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    final int number;
    private final Map<Link, FaultProxy> proxies;
    private final List<String> command;
    private final File log;
    private final SuspendableWorkers suspendable;
    private long suspendedNanos;
    private long stoppedAt;
    private volatile CallBook book = new CallBook(new CycleClock());
    private volatile CompletableFuture<String> stats = new CompletableFuture<>();
    private volatile WorkerProcess process;

    Instance(
            int number,
            Map<Link, FaultProxy> proxies,
            SuspendableWorkers suspendable,
            String classPath,
            List<String> arguments,
            File log) {
        this.suspendable = suspendable;
        this.number = number;
        this.proxies = proxies;
        this.log = log;
        this.command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(SMALL);
        command.add(suspendable.option(number));
        command.addAll(List.of("-cp", classPath, WORKER, "instance=" + number));
        proxies.forEach((link, proxy) -> command.add(link.name().toLowerCase(Locale.ROOT) + "=" + proxy.port()));
        command.addAll(arguments);
        this.process = started();
    }

    private WorkerProcess started() {
        return WorkerProcess.start(command, log, this::answered, () -> book.died(number));
    }

    private void answered(String line) {
        if (line.startsWith("stats ")) {
            stats.complete(line.substring("stats ".length()));
        } else {
            book.line(line);
        }
    }

    void awaitReady() {
        process.awaitReady();
    }

    void newBook(CallBook next) {
        book = next;
    }

    CallBook.Entry ask(long account) {
        CallBook.Entry entry = book.open(account, number);
        if (!process.tell("get " + entry.id + " " + account)) {
            book.died(number);
        }
        return entry;
    }

    void cancel(CallBook.Entry entry) {
        process.tell("cancel " + entry.id);
    }

    void forget(long account) {
        process.tell("forget " + account);
    }

    void clock(long offsetMillis) {
        process.tell("clock " + offsetMillis);
    }

    CompletableFuture<String> stats() {
        CompletableFuture<String> asked = new CompletableFuture<>();
        stats = asked;
        process.tell("stats");
        return asked;
    }

    FaultProxy proxy(Link link) {
        FaultProxy found = proxies.get(link);
        if (found == null) {
            throw new IllegalArgumentException("no proxy for " + link);
        }
        return found;
    }

    /** Returns when it is dead: the signal takes its time, and until then it does what it does. */
    void kill() {
        WorkerProcess killed = process;
        killed.kill();
        killed.awaitEnd();
    }

    void stop() {
        process.signal("STOP");
    }

    void resume() {
        process.signal("CONT");
    }

    synchronized void suspend() {
        process.signal("STOP");
        stoppedAt = System.nanoTime();
    }

    /** Its monotonic time goes on where it stood, whatever time it is. */
    synchronized void wake() {
        suspendedNanos += System.nanoTime() - stoppedAt;
        suspendable.suspendedFor(number, suspendedNanos);
        process.signal("CONT");
    }

    /** Asks it to end, and returns when it has; who takes too long is killed. */
    void terminate() {
        WorkerProcess told = process;
        told.signal("TERM");
        if (!told.endsWithin(FaultEvent.TERMINATION_MILLIS)) {
            kill();
        }
    }

    /** Starts the process again if it is gone. */
    synchronized void revive() {
        if (!process.alive()) {
            process.awaitEnd();
            process = started();
        }
        process.awaitReady();
    }

    void heal() {
        proxies.values().forEach(FaultProxy::heal);
    }

    @Override
    public void close() {
        process.close();
        proxies.values().forEach(FaultProxy::close);
    }
}
