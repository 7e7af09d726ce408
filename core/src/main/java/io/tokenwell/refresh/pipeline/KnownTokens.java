package io.tokenwell.refresh.pipeline;

import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.GuardedLock.Leased;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.WaitReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Finds tokens that exist already: in the cache, else in the table. */
public final class KnownTokens {

    private static final Logger log = LoggerFactory.getLogger(KnownTokens.class);

    private final GuardedCache cache;
    private final StoredToken stored;
    private final Freshness freshness;
    private final WaitReporter reporter;

    public KnownTokens(GuardedCache cache, StoredToken stored, Freshness freshness, WaitReporter reporter) {
        this.cache = cache;
        this.stored = stored;
        this.freshness = freshness;
        this.reporter = reporter;
    }

    /** Emits the cached token; empty if none satisfies the walk, or the cache was read a moment ago. */
    Mono<Served> cached(Walk walk) {
        return walk.cacheJustRead() ? Mono.empty() : satisfying(walk).doOnNext(token -> hit(walk));
    }

    private Mono<Served> satisfying(Walk walk) {
        return cache.cached(walk.key())
                .filter(token -> walk.demand().satisfiedBy(token, freshness))
                .map(Served::cached);
    }

    private void hit(Walk walk) {
        int waits = walk.waiting().count();
        log.debug("Token cache hit: account_id={} waits={}", walk.accountId(), waits);
        if (waits > 0) {
            reporter.hitAfterWaiting(walk);
        }
    }

    /** Emits the stored token; empty if a refresh has to follow. */
    Mono<Served> stored(Walk walk) {
        return stored.token(walk);
    }

    /**
     * Reads the cache a second time, under the lock: another holder may have refreshed between our miss and our lock.
     */
    Mono<Served> cachedMeanwhile(Walk walk, Leased leased) {
        return leased.ours() ? satisfying(walk) : Mono.empty();
    }
}
