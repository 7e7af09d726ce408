package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.Demand.AnyToken;
import io.tokenwell.refresh.OrderlyClose.CallsUnderWay;
import io.tokenwell.refresh.Walk.FirstRead;
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

/** Where calls meet: what is known at once, what is under way, and what has to be done. */
final class TokenCalls implements CallsUnderWay {

    private final AccountRules rules;
    private final TokenPublisher publisher;
    private final Freshness freshness;
    private final RefreshPipeline pipeline;
    private final ReadDeadlines deadlines;
    private final InFlight<AccountKey, String> inFlight = new InFlight<>();
    private final @Nullable RefreshObserver observer;

    TokenCalls(
            AccountRules rules,
            TokenPublisher publisher,
            Freshness freshness,
            RefreshPipeline pipeline,
            RefreshObserver observer,
            Function<IntPredicate, ReadDeadlines> deadlines) {
        this.rules = rules;
        this.publisher = publisher;
        this.freshness = freshness;
        this.pipeline = pipeline;
        this.observer = observer == RefreshObserver.NONE ? null : observer;
        this.deadlines = deadlines.apply(this::anyLookUnderWay);
    }

    Mono<String> call(@Nullable Account account) {
        return account == null
                ? Mono.error(() -> seen(new InvalidAccountException(0, "account is nil")))
                : TokenCall.of(this, AccountKey.of(account), account);
    }

    Mono<String> call(long accountId) {
        return TokenCall.of(this, new AccountKey(accountId), null);
    }

    void check(@Nullable Account snapshot) {
        if (snapshot != null) {
            rules.checked(snapshot);
        }
    }

    @Nullable
    CachedToken known(AccountKey key) {
        CachedToken known = publisher.known(key);
        if (observer != null && known != null) {
            observer.answered(RequestOutcome.NEAR);
        }
        return known;
    }

    /** A call refused before it began. */
    <E extends AccessTokenException> E seen(E refused) {
        if (observer != null) {
            observer.answered(RequestOutcome.of(refused));
        }
        return refused;
    }

    <W extends Supplier<Mono<String>> & CacheLook.AfterMiss> void join(
            AccountKey key, W work, CoreSubscriber<? super String> caller) {
        if (observer == null) {
            inFlight.join(key, work, caller);
        } else {
            CacheLook.AfterMiss afterMiss = work;
            SeenCall seen = new SeenCall(
                    observer,
                    caller,
                    self -> work(key, unanswered -> self.inContextOf(afterMiss.afterMiss(unanswered))));
            inFlight.join(key, seen, seen);
        }
    }

    Mono<String> work(AccountKey key, CacheLook.AfterMiss afterMiss) {
        return new CacheLook(publisher, deadlines, key, afterMiss);
    }

    /** What was found valid may have died since, in a process that stood still: then once more from the top. */
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
        return Mono.defer(() -> SeenCall.noted(pipeline.token(new Walk(demand, snapshot, read))))
                .map(Served::token)
                .filter(freshness::servable);
    }

    private boolean anyLookUnderWay(int tick) {
        return inFlight.count(work -> work instanceof CacheLook look && look.lookingAt(tick)) > 0;
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
