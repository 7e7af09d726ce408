package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.CloseReport;
import io.tokenwell.ProviderHealth;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.Secret;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The provider: one reactive pipeline over the ports.
 *
 * <ol>
 *   <li>cache get: a hit ends here, with one command;
 *   <li>a stored token that is not due is put into the cache;
 *   <li>else the lock, then the claim on the row, which decides;
 *   <li>held by another: wait, with jitter, and start again at the cache;
 *   <li>redeem the refresh token, store the answer by compare-and-set, publish, free the lock.
 * </ol>
 *
 * <p>Work runs detached from its callers: cancelling a call never stops it. Safe for use by any thread.
 */
public final class RefreshingAccessTokenProvider implements AccessTokenProvider {

    private final AccountRules rules;
    private final TokenPublisher publisher;
    private final RuntimeCounters counters;
    private final TokenPipeline pipeline;
    private final StoredAccounts stored;
    private final Cooldowns cooldowns;
    private final RotationFlush flush;
    private final TokenEvents events;
    private final Freshness freshness;
    private final Scheduler scheduler;
    private final InFlight<AccountKey, CachedToken> inFlight = new InFlight<>();

    RefreshingAccessTokenProvider(RefreshParts parts) {
        this.rules = parts.rules();
        this.publisher = parts.publisher();
        this.counters = parts.counters();
        this.pipeline = new TokenPipeline(parts);
        this.stored = parts.stored();
        this.cooldowns = parts.cooldowns();
        this.flush = parts.flush();
        this.events = parts.events();
        this.freshness = parts.freshness();
        this.scheduler = parts.runtime().scheduler();
    }

    /**
     * Starts a provider. Only the repository has no stand-in.
     *
     * @return a new builder, not for use by several threads
     */
    public static RefreshingProviderBuilder builder() {
        return new RefreshingProviderBuilder();
    }

    @Override
    public Mono<String> getAccessToken(@Nullable Account account) {
        return Mono.fromSupplier(() -> rules.checked(account))
                .flatMap(snapshot -> valid(AccountKey.of(snapshot), snapshot))
                .map(Secret::expose);
    }

    @Override
    public Mono<String> getAccessToken(long accountId) {
        return valid(new AccountKey(accountId), null).map(Secret::expose);
    }

    @Override
    public Mono<Void> invalidate(Account account) {
        return Mono.defer(() -> cooldowns.endQuietly(AccountKey.of(account)))
                .then(Mono.defer(() -> publisher.replaced(AccountKey.of(account), stored.rowOrEmpty(account.id()))))
                .onErrorMap(
                        failure -> !(failure instanceof AccessTokenException),
                        failure -> new TokenStorageException(account.id(), "cache", "evict", failure));
    }

    @Override
    public RuntimeMetrics snapshotMetrics() {
        return counters.snapshot();
    }

    /**
     * What an application or its operator should know of, from the subscription on. Hot: nothing is replayed. A listener
     * that is slow loses the oldest events beyond a backlog of 1,024; one that throws ends its own subscription only.
     *
     * @return the events of this instance, on the provider's scheduler; never completes, never errors
     */
    public Flux<TokenEvent> events() {
        return events.all();
    }

    /**
     * Whether redeemed credentials of this instance are unsaved. Asks no store.
     *
     * @return a snapshot
     */
    public ProviderHealth health() {
        return flush.health();
    }

    /**
     * Waits until all refreshes have ended and the account table has taken every rotation of this instance. To be subscribed
     * at shutdown, after the last call and before the connections and the token endpoint are closed. Refuses no new calls.
     * May take twice {@code lockTtl} in an outage, if the limit allows.
     *
     * @param limit how long to wait
     * @return emits what is left behind, after the limit at the latest; never errors. Cancelling ends the wait, not the work
     */
    public Mono<CloseReport> close(Duration limit) {
        return Mono.defer(() -> Mono.when(inFlight.settled(), flush.settled()))
                .repeat(() -> inFlight.size() > 0 || flush.busy())
                .then()
                .timeout(limit, Mono.empty(), scheduler)
                .then(Mono.fromSupplier(() -> flush.leftBehind(inFlight.keys())));
    }

    /** Accounts whose work is under way in this process. */
    int workUnderWay() {
        return inFlight.size();
    }

    /** What was found valid may have died since, in a process that stood still: then once more from the top. */
    private Mono<Secret> valid(AccountKey key, @Nullable Account snapshot) {
        Mono<CachedToken> shared = shared(key, snapshot);
        return shared.filter(freshness::servable)
                .switchIfEmpty(shared.filter(freshness::servable))
                .map(CachedToken::token)
                .switchIfEmpty(Mono.error(() -> new TokenRefreshPendingException(
                        key.accountId(), "no valid token: it expired while it was handed out", null)));
    }

    private Mono<CachedToken> shared(AccountKey key, @Nullable Account snapshot) {
        return inFlight.share(
                key,
                () -> pipeline.cachedOrRefreshed(
                        snapshot == null ? Call.ofStored(key.accountId()) : Call.of(snapshot)));
    }
}
