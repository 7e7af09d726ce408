package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

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
    private final InFlight<AccountKey, Secret> inFlight = new InFlight<>();

    RefreshingAccessTokenProvider(RefreshParts parts) {
        this.rules = parts.rules();
        this.publisher = parts.publisher();
        this.counters = parts.counters();
        this.pipeline = new TokenPipeline(parts);
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
                .flatMap(snapshot -> shared(AccountKey.of(snapshot), snapshot))
                .map(Secret::expose);
    }

    @Override
    public Mono<String> getAccessToken(long accountId) {
        return shared(new AccountKey(accountId), null).map(Secret::expose);
    }

    @Override
    public Mono<Void> invalidate(Account account) {
        return Mono.defer(() -> publisher.evict(AccountKey.of(account)))
                .onErrorMap(
                        failure -> !(failure instanceof AccessTokenException),
                        failure -> new TokenStorageException(account.id(), "cache", "evict", failure));
    }

    @Override
    public RuntimeMetrics snapshotMetrics() {
        return counters.snapshot();
    }

    /** Accounts whose work is under way in this process. */
    int workUnderWay() {
        return inFlight.size();
    }

    private Mono<Secret> shared(AccountKey key, @Nullable Account snapshot) {
        return inFlight.share(
                key,
                () -> pipeline.cachedOrRefreshed(
                        snapshot == null ? Call.ofStored(key.accountId()) : Call.of(snapshot)));
    }
}
