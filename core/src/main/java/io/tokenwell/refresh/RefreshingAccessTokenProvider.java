package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.CloseReport;
import io.tokenwell.ProviderHealth;
import io.tokenwell.Rejection;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ExpiringAccounts;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The provider: one reactive pipeline over the ports.
 *
 * <ol>
 *   <li>what this process knows ends here, with no command; then cache get: a hit ends here, with one round trip;
 *   <li>a stored token that is not due is put into the cache;
 *   <li>else the lock, then the claim on the row, which decides;
 *   <li>held by another: wait, with jitter or until the store announces a change, and start again at the cache;
 *   <li>redeem the refresh token, store the answer by compare-and-set, publish, free the lock.
 * </ol>
 *
 * <p>Work runs detached from its callers: cancelling a call never stops it. Safe for use by any thread.
 */
public final class RefreshingAccessTokenProvider implements AccessTokenProvider {

    private final TokenPublisher publisher;
    private final RuntimeCounters counters;
    private final TokenCalls calls;
    private final RejectedCalls rejectedCalls;
    private final StoredAccounts stored;
    private final Cooldowns cooldowns;
    private final RotationFlush flush;
    private final TokenEvents events;
    private final Scheduler scheduler;
    private final Disposable announcements;
    private final Stop closing;
    private final RefreshParts parts;

    RefreshingAccessTokenProvider(RefreshParts parts) {
        this.parts = parts;
        this.publisher = parts.publisher();
        this.counters = parts.counters();
        TokenPipeline pipeline = new TokenPipeline(parts);
        this.calls = new TokenCalls(parts, pipeline);
        this.rejectedCalls = new RejectedCalls(parts, pipeline);
        this.stored = parts.stored();
        this.cooldowns = parts.cooldowns();
        this.flush = parts.flush();
        this.events = parts.events();
        this.scheduler = parts.runtime().scheduler();
        this.closing = parts.closing();
        parts.observer().attached(new ProviderLevels(this::workUnderWay, flush, cooldowns, parts.gate()));
        this.announcements = parts.ports().cache().changes().subscribe(calls::changed);
        if (parts.ports().sharedEscrow()) {
            new EscrowSweep(parts).running().subscribe();
        }
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
        return calls.call(account);
    }

    @Override
    public Mono<String> getAccessToken(long accountId) {
        return calls.call(accountId);
    }

    @Override
    public Mono<String> replaceRejected(@Nullable Account account, @Nullable String rejectedAccessToken) {
        return replaceRejected(account, rejectedAccessToken, Rejection.UNEXPLAINED);
    }

    @Override
    public Mono<String> replaceRejected(long accountId, @Nullable String rejectedAccessToken) {
        return replaceRejected(accountId, rejectedAccessToken, Rejection.UNEXPLAINED);
    }

    @Override
    public Mono<String> replaceRejected(
            @Nullable Account account, @Nullable String rejectedAccessToken, Rejection rejection) {
        return rejectedCalls.call(account, rejectedAccessToken, rejection);
    }

    @Override
    public Mono<String> replaceRejected(long accountId, @Nullable String rejectedAccessToken, Rejection rejection) {
        return rejectedCalls.call(accountId, rejectedAccessToken, rejection);
    }

    @Override
    public Mono<Void> invalidate(Account account) {
        return Mono.defer(() -> cooldowns.endQuietly(AccountKey.of(account)))
                .then(Mono.defer(() -> publisher.replaced(AccountKey.of(account), stored.row(account.id()))))
                .onErrorMap(
                        failure -> !(failure instanceof AccessTokenException),
                        failure -> new TokenStorageException(account.id(), "cache", "evict", failure));
    }

    @Override
    public Mono<Boolean> reinstate(long accountId) {
        return parts.gate().marks().reinstated(new AccountKey(accountId));
    }

    @Override
    public RuntimeMetrics snapshotMetrics() {
        return counters.snapshot();
    }

    /**
     * What an application or its operator should know of, from the subscription on. Hot: nothing is replayed. A listener
     * that is slow holds nobody up: beyond a backlog of 1,024 it loses the oldest events, which a warning tells once a minute
     * and observers hear of each time. {@link TokenEvent.Refreshed} and {@link TokenEvent.Contended} have a backlog of their
     * own, so that routine pushes no trouble out. One that throws ends its own subscription only.
     *
     * @return the events of this instance, on the provider's scheduler; never completes, never errors
     */
    public Flux<TokenEvent> events() {
        return events.all();
    }

    /**
     * A refresher of tokens that nobody asks for yet, on this provider's stores and endpoint. Does nothing before it is started.
     *
     * @param accounts finds the accounts
     * @param settings how far ahead, how often, how many at once
     * @return a new refresher, to be closed before this provider
     * @throws IllegalArgumentException if it would not come before the callers, with the numbers
     */
    public RefreshAhead refreshAhead(ExpiringAccounts accounts, RefreshAheadSettings settings) {
        return new RefreshAhead(parts, calls.behind(), accounts, settings);
    }

    /**
     * Whether redeemed credentials of this instance are unsaved, and which platforms rest. Asks no store.
     *
     * @return a snapshot
     */
    public ProviderHealth health() {
        return flush.health().withResting(parts.gate().resting());
    }

    /**
     * Ends the refreshing: from the subscription on no refresh token is sent any more; calls are answered with valid tokens
     * that are cached or stored, else with a {@link io.tokenwell.TokenRefreshPendingException}. Waits until all refreshes under
     * way have ended and the account table has taken every rotation of this instance. To be subscribed at shutdown, after the
     * web server has answered its last request, and before the token endpoint and the connections of the stores are closed. May
     * take twice {@code lockTtl} in an outage, if the limit allows. A provider that was closed stays closed.
     *
     * @param limit how long to wait
     * @return emits what is left behind, after the limit at the latest; never errors. Cancelling ends the wait, not the work
     */
    public Mono<CloseReport> close(Duration limit) {
        return Mono.fromRunnable(closing::tell)
                .then(Mono.defer(() -> Mono.when(calls.settled(), rejectedCalls.settled(), flush.settled()))
                        .repeat(() -> workUnderWay() > 0 || flush.busy())
                        .then())
                .timeout(limit, Mono.empty(), scheduler)
                .doOnTerminate(announcements::dispose)
                .then(Mono.fromSupplier(() -> flush.leftBehind(accountsUnderWay())));
    }

    private Set<AccountKey> accountsUnderWay() {
        Set<AccountKey> accounts = new HashSet<>(calls.underWay());
        accounts.addAll(rejectedCalls.underWay());
        return accounts;
    }

    /** Pieces of work under way in this process. */
    int workUnderWay() {
        return calls.size() + rejectedCalls.size();
    }
}
