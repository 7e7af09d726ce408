package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.model.DecideFirst;
import io.tokenwell.refresh.model.Demand.OtherThan;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Finds the stored token of an account, if it needs no refresh. */
public final class StoredToken {

    private final GuardedAccounts stored;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final GuardedCache cache;
    private final RejectedRow rejectedRow;
    private final boolean sharedCache;

    public StoredToken(
            GuardedAccounts stored,
            Freshness freshness,
            FallbackToken fallback,
            GuardedCache cache,
            RejectedRow rejectedRow,
            boolean sharedCache) {
        this.stored = stored;
        this.freshness = freshness;
        this.fallback = fallback;
        this.cache = cache;
        this.rejectedRow = rejectedRow;
        this.sharedCache = sharedCache;
    }

    /** Emits the stored token; empty if a refresh has to follow, and then the walk knows the account. */
    Mono<Served> token(Walk walk) {
        return Mono.defer(() -> {
            Duration asked = stored.elapsed();
            return loaded(walk)
                    .then(Mono.defer(() -> walk.demand() instanceof OtherThan other
                            ? rejectedRow.otherToken(walk, other)
                            : notDue(walk, asked)));
        });
    }

    private Mono<Account> loaded(Walk walk) {
        return walk.loaded()
                ? Mono.empty()
                : stored.row(walk.accountId())
                        .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(walk.accountId())))
                        .doOnNext(walk::replaceBy);
    }

    private Mono<Served> notDue(Walk walk, Duration asked) {
        if (freshness.wanted(walk.account().credentials(), sharedCache)) {
            return Mono.empty();
        }
        return DecideFirst.thenDo(newerRow(walk)
                .map(row -> tokenOfNewerRow(walk, row))
                .switchIfEmpty(Mono.fromSupplier(() -> ownToken(walk.account(), asked))));
    }

    private Mono<Account> newerRow(Walk walk) {
        return walk.rowRead() ? Mono.empty() : stored.newerThan(walk.account());
    }

    /**
     * Emits the newer row's token, not cached: the original leaves that to the next caller that holds the newest
     * snapshot.
     */
    private Mono<Served> tokenOfNewerRow(Walk walk, Account row) {
        walk.replaceBy(row);
        return freshness.wanted(row.credentials(), sharedCache)
                ? Mono.empty()
                : Mono.fromSupplier(() -> fallback.tokenOfNewer(row, null));
    }

    private Mono<Served> ownToken(Account own, Duration asked) {
        return stored.asOfNow(own, asked)
                .flatMap(row -> row.credentials().equals(own.credentials()) ? published(own) : fallback.ofWinner(row));
    }

    private Mono<Served> published(Account own) {
        return CachedToken.of(own)
                .map(token -> cache.published(token, own, false).map(published -> Served.stored(published, freshness)))
                .orElseGet(() -> Mono.error(
                        () -> new InvalidAccountException(own.id(), "access_token not found in credentials")));
    }
}
