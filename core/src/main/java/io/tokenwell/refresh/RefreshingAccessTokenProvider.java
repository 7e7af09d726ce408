package io.tokenwell.refresh;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.CloseReport;
import io.tokenwell.ProviderHealth;
import io.tokenwell.Rejection;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.ExpiringAccounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The provider: one reactive pipeline over the ports.
 *
 * <ol>
 *   <li>A token that this process knows ends the call, with no command. Else the cache is read: a hit ends the call,
 *       with one round trip.
 *   <li>A stored token that is not due is put into the cache.
 *   <li>Else the lock is taken, then the claim on the row, which decides.
 *   <li>If another holds them, the call waits, with jitter or until the store announces a change, and starts again at
 *       the cache.
 *   <li>The holder redeems the refresh token, stores the answer by compare-and-set, publishes it and frees the lock.
 * </ol>
 *
 * <p>Work runs detached from its callers: cancelling a call never stops it. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class RefreshingAccessTokenProvider implements AccessTokenProvider {

    private final TokenRequests calls;
    private final RejectedRequests rejectedCalls;
    private final AccountCommands commands;
    private final ProviderState state;
    private final OrderlyClose closing;
    private final AheadFactory ahead;

    RefreshingAccessTokenProvider(
            TokenRequests calls,
            RejectedRequests rejectedCalls,
            AccountCommands commands,
            ProviderState state,
            OrderlyClose closing,
            AheadFactory ahead) {
        this.calls = calls;
        this.rejectedCalls = rejectedCalls;
        this.commands = commands;
        this.state = state;
        this.closing = closing;
        this.ahead = ahead;
    }

    /**
     * Starts to build a provider. Only the repository has no stand-in.
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
    public Mono<String> getAccessToken(@Nullable String accountId) {
        return calls.call(accountId);
    }

    @Override
    public Mono<String> replaceRejected(@Nullable Account account, @Nullable String rejectedAccessToken) {
        return replaceRejected(account, rejectedAccessToken, Rejection.UNEXPLAINED);
    }

    @Override
    public Mono<String> replaceRejected(@Nullable String accountId, @Nullable String rejectedAccessToken) {
        return replaceRejected(accountId, rejectedAccessToken, Rejection.UNEXPLAINED);
    }

    @Override
    public Mono<String> replaceRejected(
            @Nullable Account account, @Nullable String rejectedAccessToken, Rejection rejection) {
        return rejectedCalls.call(account, rejectedAccessToken, rejection);
    }

    @Override
    public Mono<String> replaceRejected(
            @Nullable String accountId, @Nullable String rejectedAccessToken, Rejection rejection) {
        return rejectedCalls.call(accountId, rejectedAccessToken, rejection);
    }

    @Override
    public Mono<Void> invalidate(@Nullable Account account) {
        return commands.invalidate(account);
    }

    @Override
    public Mono<Void> invalidate(@Nullable String accountId) {
        return commands.invalidate(accountId);
    }

    @Override
    public Mono<Boolean> reinstate(@Nullable String accountId) {
        return commands.reinstate(accountId);
    }

    @Override
    public Mono<Boolean> reinstate(@Nullable Account account) {
        return commands.reinstate(account);
    }

    /**
     * Returns the ten basic counters of this provider, counted since it was built.
     *
     * @return a snapshot; the counters are read one after the other, not at one instant
     */
    public RuntimeMetrics snapshotMetrics() {
        return state.metrics();
    }

    /**
     * Returns what an application or its operator should know of, from the subscription on. Hot: nothing is replayed. A
     * slow listener delays neither the pipeline nor other listeners: beyond a backlog of 1,024 it loses the oldest
     * events, which a warning tells once a minute and observers hear of each time. {@link TokenEvent.Refreshed} and
     * {@link TokenEvent.Contended} have a backlog of their own, so that routine pushes no trouble out. A listener that
     * throws ends its own subscription only.
     *
     * @return the events of this instance, on the provider's scheduler; never completes, never errors
     */
    public Flux<TokenEvent> events() {
        return state.all();
    }

    /**
     * Creates a refresher of tokens that no caller asks for yet, on this provider's stores and endpoint. It does
     * nothing before it is started.
     *
     * @param accounts finds the accounts
     * @param settings how far ahead, how often, how many at once
     * @return a new refresher, to be closed before this provider
     * @throws IllegalArgumentException if it would not come before the callers, with the numbers
     */
    public RefreshAhead refreshAhead(ExpiringAccounts accounts, RefreshAheadSettings settings) {
        return ahead.refresher(accounts, settings);
    }

    /**
     * Reports whether redeemed credentials of this instance are unsaved, and which platforms rest. Asks no store.
     *
     * @return a snapshot
     */
    public ProviderHealth health() {
        return state.health();
    }

    /**
     * Ends the refreshing. From the subscription on no refresh token is sent any more. Calls are answered with valid
     * tokens that are cached or stored, else with a {@link io.tokenwell.TokenRefreshPendingException}. Waits until all
     * refreshes under way have ended and the account table has taken every rotation of this instance; in an outage that
     * may take twice {@code lockTtl}, if the limit allows. At last the cache is closed, if it is {@link AutoCloseable}.
     * A provider that was closed stays closed.
     *
     * <p>Subscribe to it at shutdown, after the web server has answered its last request, and before the token endpoint
     * and the connections of the stores are closed.
     *
     * @param limit how long to wait
     * @return emits what is left behind, after the limit at the latest; never errors. Cancelling ends the wait, not the
     *     work
     */
    public Mono<CloseReport> close(Duration limit) {
        return closing.within(limit);
    }

    /** Counts the pieces of work under way in this process. */
    int workUnderWay() {
        return closing.workUnderWay();
    }
}
