package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.OrderlyClose.CallsUnderWay;
import io.tokenwell.refresh.guard.CacheReadDeadlines;
import io.tokenwell.refresh.guard.FirstCacheRead;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Demand;
import io.tokenwell.refresh.model.Demand.AnyToken;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.model.Walk.FirstRead;
import io.tokenwell.refresh.pipeline.RefreshPipeline;
import io.tokenwell.refresh.report.ObservedRequest;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RequestOutcome;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Answers calls for tokens: with what is known at once, with work under way, or with new work. */
final class TokenRequests implements CallsUnderWay {

    private final AccountRules rules;
    private final GuardedCache cache;
    private final Freshness freshness;
    private final RefreshPipeline pipeline;
    private final CacheReadDeadlines deadlines;
    private final SingleFlight<AccountKey, String> inFlight = new SingleFlight<>();
    private final @Nullable RefreshObserver observer;

    TokenRequests(
            AccountRules rules,
            GuardedCache cache,
            Freshness freshness,
            RefreshPipeline pipeline,
            RefreshObserver observer,
            Function<IntPredicate, CacheReadDeadlines> deadlines) {
        this.rules = rules;
        this.cache = cache;
        this.freshness = freshness;
        this.pipeline = pipeline;
        this.observer = observer == RefreshObserver.NOOP ? null : observer;
        this.deadlines = deadlines.apply(this::anyLookUnderWay);
    }

    Mono<String> call(@Nullable Account account) {
        return account == null
                ? Mono.error(() -> seen(InvalidAccountException.noAccount()))
                : TokenRequest.of(this, AccountKey.of(account), account);
    }

    Mono<String> call(@Nullable String accountId) {
        try {
            return TokenRequest.of(this, AccountRules.keyOf(accountId), null);
        } catch (InvalidAccountException noId) {
            return Mono.error(() -> seen(noId));
        }
    }

    void check(@Nullable Account snapshot) {
        if (snapshot != null) {
            rules.checked(snapshot);
        }
    }

    @Nullable
    CachedToken known(AccountKey key) {
        CachedToken known = cache.known(key);
        if (observer != null && known != null) {
            observer.onRequest(RequestOutcome.NEAR);
        }
        return known;
    }

    /** Reports a call that was refused before it began. */
    <E extends AccessTokenException> E seen(E refused) {
        if (observer != null) {
            observer.onRequest(RequestOutcome.of(refused));
        }
        return refused;
    }

    <W extends Supplier<Mono<String>> & FirstCacheRead.AfterMiss> void join(
            AccountKey key, W work, CoreSubscriber<? super String> caller) {
        if (observer == null) {
            inFlight.join(key, work, caller);
        } else {
            FirstCacheRead.AfterMiss afterMiss = work;
            ObservedRequest seen = new ObservedRequest(
                    observer,
                    caller,
                    self -> work(key, unanswered -> self.inContextOf(afterMiss.afterMiss(unanswered))));
            inFlight.join(key, seen, seen);
        }
    }

    Mono<String> work(AccountKey key, FirstCacheRead.AfterMiss afterMiss) {
        return new FirstCacheRead(cache, deadlines, key, afterMiss);
    }

    /**
     * Emits a token after a miss. A token that was found valid may have expired since, if the process was suspended:
     * then the work starts once more from the top.
     */
    Mono<String> afterMiss(AccountKey key, @Nullable Account snapshot, boolean unanswered) {
        Demand demand = new AnyToken(key);
        FirstRead read = unanswered ? FirstRead.UNANSWERED : FirstRead.MISSED;
        return walked(demand, snapshot, read)
                .switchIfEmpty(walked(demand, snapshot, FirstRead.NOT_YET))
                .map(token -> token.token().expose())
                .switchIfEmpty(Mono.error(() -> new TokenRefreshPendingException(
                        key.accountId(), "no valid token: it expired while it was handed out", null)));
    }

    private Mono<CachedToken> walked(Demand demand, @Nullable Account snapshot, FirstRead read) {
        return Mono.defer(() -> ObservedRequest.noted(pipeline.token(new Walk(demand, snapshot, read))))
                .map(Served::token)
                .filter(freshness::servable);
    }

    private boolean anyLookUnderWay(int tick) {
        return inFlight.count(work -> work instanceof FirstCacheRead look && look.lookingAt(tick)) > 0;
    }

    void changed(AccountChange change) {
        pipeline.changed(change);
    }

    @Override
    public Set<AccountKey> underWay() {
        return inFlight.keys();
    }

    @Override
    public Mono<Void> settled() {
        return inFlight.settled();
    }

    @Override
    public int size() {
        return inFlight.size();
    }
}
