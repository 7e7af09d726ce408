package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Secret;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Where calls meet: what is known at once, what is under way, and what has to be done. */
final class TokenCalls {

    private final AccountRules rules;
    private final TokenPublisher publisher;
    private final Freshness freshness;
    private final TokenPipeline pipeline;
    private final ReadDeadlines deadlines;
    private final InFlight<AccountKey, String> inFlight = new InFlight<>();

    TokenCalls(RefreshParts parts, TokenPipeline pipeline) {
        this.rules = parts.rules();
        this.publisher = parts.publisher();
        this.freshness = parts.freshness();
        this.pipeline = pipeline;
        this.deadlines =
                new ReadDeadlines(parts.runtime().scheduler(), parts.settings().cacheTimeout(), this::anyLookUnderWay);
    }

    Mono<String> call(@Nullable Account account) {
        return account == null
                ? Mono.error(() -> new InvalidAccountException(0, "account is nil"))
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
        return publisher.known(key);
    }

    void join(AccountKey key, Supplier<Mono<String>> work, CoreSubscriber<? super String> caller) {
        inFlight.join(key, work, caller);
    }

    Mono<String> work(AccountKey key, CacheLook.AfterMiss afterMiss) {
        return new CacheLook(publisher, deadlines, key, afterMiss);
    }

    /** What was found valid may have died since, in a process that stood still: then once more from the top. */
    Mono<String> afterMiss(AccountKey key, @Nullable Account snapshot, boolean unanswered) {
        return refreshed(() -> new Call(key, snapshot, true, unanswered))
                .filter(freshness::servable)
                .switchIfEmpty(
                        refreshed(() -> new Call(key, snapshot, false, false)).filter(freshness::servable))
                .map(CachedToken::token)
                .map(Secret::expose)
                .switchIfEmpty(Mono.error(() -> new TokenRefreshPendingException(
                        key.accountId(), "no valid token: it expired while it was handed out", null)));
    }

    private Mono<CachedToken> refreshed(Supplier<Call> call) {
        return Mono.defer(() -> pipeline.cachedOrRefreshed(call.get()));
    }

    private boolean anyLookUnderWay(int tick) {
        return inFlight.count(work -> work instanceof CacheLook look && look.lookingAt(tick)) > 0;
    }

    BehindRefresh behind() {
        return pipeline.behind();
    }

    void changed(AccountChange change) {
        pipeline.changed(change);
    }

    Set<AccountKey> underWay() {
        return inFlight.keys();
    }

    /** Completes when all that is under way now has ended. */
    Mono<Void> settled() {
        return inFlight.settled();
    }

    int size() {
        return inFlight.size();
    }
}
