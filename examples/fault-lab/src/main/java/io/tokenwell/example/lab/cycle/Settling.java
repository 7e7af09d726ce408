package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.Call.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** After the faults: everybody asks for everything until there is a token or an error that will not pass. */
final class Settling {

    /** Far above lock, claim, patience and the longest cooldown of the lab: a busy machine may take its time as well. */
    private static final long LIMIT_MILLIS = 20_000;
    /** What the longest call may take, and a little more. */
    private static final long CALL_LIMIT_MILLIS = 13_000;

    private static final long PAUSE_MILLIS = 20;
    /** A caller that was told to come back does not do so at once. */
    private static final long AGAIN_MILLIS = 100;

    private final Site site;
    private final CallBook book;
    private final CycleClock clock;
    private final int ledgerBefore;

    Settling(Site site, CallBook book, CycleClock clock, int ledgerBefore) {
        this.site = site;
        this.book = book;
        this.clock = clock;
        this.ledgerBefore = ledgerBefore;
    }

    void settle(List<Long> accounts) {
        long deadline = clock.now() + LIMIT_MILLIS;
        List<CallBook.Entry> asked = new ArrayList<>();
        for (Instance instance : site.instances) {
            accounts.forEach(account -> asked.add(instance.ask(account)));
        }
        List<CallBook.Entry> open = asked;
        while (!open.isEmpty() && clock.now() < deadline) {
            pause();
            open = askedAgain(open, LedgerView.revoked(site.server, ledgerBefore));
        }
        until(CALL_LIMIT_MILLIS, () -> book.openEntries().isEmpty());
    }

    private List<CallBook.Entry> askedAgain(List<CallBook.Entry> entries, Set<Long> revoked) {
        List<CallBook.Entry> next = new ArrayList<>();
        for (CallBook.Entry entry : entries) {
            if (entry.open() || tooSoon(entry)) {
                next.add(entry);
            } else if (mayPass(entry) && !revoked.contains(entry.account)) {
                next.add(site.instances.get(entry.instance).ask(entry.account));
            }
        }
        return next;
    }

    private boolean tooSoon(CallBook.Entry entry) {
        CallBook.Answer answer = entry.answer();
        return answer != null && mayPass(entry) && clock.now() - answer.at() < AGAIN_MILLIS;
    }

    private static boolean mayPass(CallBook.Entry entry) {
        CallBook.Answer answer = entry.answer();
        return answer != null && answer.ending() != Ending.TOKEN && answer.ending() != Ending.FINAL;
    }

    /** Waits for a condition; returns whether it came true in time. */
    static boolean until(long limitMillis, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while settling", stopped);
        }
    }
}
