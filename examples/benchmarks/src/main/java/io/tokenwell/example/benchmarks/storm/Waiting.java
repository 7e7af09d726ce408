package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.Account;
import io.tokenwell.example.benchmarks.fleet.Fleet;
import io.tokenwell.example.benchmarks.fleet.Jvm;
import java.time.Duration;

/** What callers take while they wait: a storm whose endpoint is held up for so long that garbage can be collected meanwhile. */
record Waiting(Site site, Fleet fleet, Duration heldUp) {

    /** Callers who still waited right after the collection, bytes of each of them, threads beyond those before. */
    record Cost(long waiting, double bytesPerCaller, int threads) {}

    Cost of(Crowd crowd) {
        Account account = site.expired();
        site.latency(heldUp);
        int threads = Jvm.threadsFromNow();
        long before = Jvm.settledHeap();
        crowd.ask(fleet, account);
        long meanwhile = Jvm.usedHeap();
        long waiting = crowd.waiting();
        crowd.awaitAnswers();
        return new Cost(waiting, (double) (meanwhile - before) / Math.max(1, waiting), Jvm.peakThreads() - threads);
    }
}
