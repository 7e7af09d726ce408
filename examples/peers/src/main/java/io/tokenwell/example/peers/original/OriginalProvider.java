package io.tokenwell.example.peers.original;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.Account;
import io.tokenwell.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The original's {@code OpenAITokenProvider}, with its defects: an unowned lock, a refresh without any lock when Redis
 * errs, waiters that publish what they came with, a rotation that is lost when its write fails, and all of it bound to
 * the caller, whose cancellation stops it wherever it is. Without its logs and counters. Safe for use by any thread.
 */
public final class OriginalProvider {

    private final OriginalCache cache;
    private final OriginalAccounts accounts;
    private final OriginalEndpoint endpoint;
    private final LockRaceWait lockRace;
    private final OriginalSettings settings;
    private final Clock clock;

    /** An account as the call holds it now, and whether a refresh of it has failed. */
    private record Held(Account account, boolean refreshFailed) {}

    /**
     * Wires an instance.
     *
     * @param redis commands with a timeout, see {@link OriginalSettings#redisTimeout()}
     * @param connections to the database of the accounts
     * @param tokenUri where refresh tokens are redeemed
     * @param clientId who redeems them
     * @param settings the numbers
     * @param clock tells the date
     */
    public OriginalProvider(
            RedisReactiveCommands<String, String> redis,
            ConnectionFactory connections,
            URI tokenUri,
            String clientId,
            OriginalSettings settings,
            Clock clock) {
        this.cache = new OriginalCache(redis, settings.lockTtl());
        this.accounts = new OriginalAccounts(connections);
        this.endpoint = new OriginalEndpoint(tokenUri, clientId, settings.endpointTimeout(), clock);
        this.lockRace = new LockRaceWait(cache);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Where the original caches an account's token, as plain text.
     *
     * @param accountId the account
     * @return the key
     */
    public static String tokenKey(long accountId) {
        return OriginalCache.tokenKey(accountId);
    }

    /**
     * {@code GetAccessToken}, as it is called.
     *
     * @param snapshot what the caller has
     * @return as {@link #accessToken(long)}
     */
    public Mono<String> accessToken(Account snapshot) {
        return cachedQuietly(Long.parseLong(snapshot.id())).switchIfEmpty(Mono.defer(() -> refreshedIfDue(snapshot)));
    }

    /**
     * {@code GetAccessToken}. Its caller hands a snapshot over that may be minutes old; here it is read at the first miss,
     * which is the kindest that can happen to the algorithm.
     *
     * @param accountId the account
     * @return emits a token, valid or not, or errors
     */
    public Mono<String> accessToken(long accountId) {
        return cachedQuietly(accountId)
                .switchIfEmpty(Mono.defer(() -> accounts.byId(accountId)
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException("account not found")))
                        .flatMap(this::refreshedIfDue)));
    }

    /**
     * What the original's handlers do when credentials are replaced.
     *
     * @param accountId the account
     * @return completes when its cache entry is gone
     */
    public Mono<Void> forget(long accountId) {
        return cache.deleteAccessToken(accountId);
    }

    /** A cache that cannot be read is a miss. */
    private Mono<String> cachedQuietly(long accountId) {
        return cache.accessToken(accountId).onErrorResume(unreadable -> Mono.empty());
    }

    private Mono<String> refreshedIfDue(Account snapshot) {
        return due(snapshot) ? underLock(snapshot) : served(new Held(snapshot, false));
    }

    private boolean due(Account account) {
        return life(account)
                .map(life -> life.compareTo(settings.refreshSkew()) <= 0)
                .orElse(true);
    }

    private Optional<Duration> life(Account account) {
        Instant now = clock.instant();
        return account.credentials().expiresAt().map(expiry -> Duration.between(now, expiry));
    }

    /** The ways on from {@code AcquireRefreshLock}: ours; another's; an error, then the same without mutual exclusion. */
    private Mono<String> underLock(Account snapshot) {
        return cache.acquireRefreshLock(Long.parseLong(snapshot.id()))
                .map(ours -> ours ? locked(snapshot) : contended(snapshot))
                .onErrorResume(failure -> Mono.just(refreshedFromRow(snapshot).flatMap(this::served)))
                .flatMap(way -> way);
    }

    /** The branch with the lock. A cancelled caller frees nothing: the original's release runs on its dead context. */
    private Mono<String> locked(Account snapshot) {
        Mono<Void> release =
                cache.releaseRefreshLock(Long.parseLong(snapshot.id())).onErrorResume(failure -> Mono.empty());
        return cachedQuietly(Long.parseLong(snapshot.id()))
                .switchIfEmpty(Mono.defer(() -> refreshedFromRow(snapshot).flatMap(this::served)))
                .delayUntil(token -> release)
                .onErrorResume(failure -> release.then(Mono.error(failure)));
    }

    /** The branch of those who find the lock taken; whoever has waited in vain serves, and caches, what he came with. */
    private Mono<String> contended(Account snapshot) {
        return lockRace.awaited(Long.parseLong(snapshot.id()))
                .switchIfEmpty(Mono.defer(() -> served(new Held(snapshot, false))));
    }

    /** A row that cannot be read is replaced by the snapshot, used refresh token or not. */
    private Mono<Held> refreshedFromRow(Account snapshot) {
        return accounts.byId(Long.parseLong(snapshot.id()))
                .onErrorResume(unreadable -> Mono.empty())
                .defaultIfEmpty(snapshot)
                .flatMap(row -> due(row) ? refreshed(row) : Mono.just(new Held(row, false)));
    }

    /** {@code RefreshAccountToken} and {@code Update}; a write that fails is only logged, the rotation with it. */
    private Mono<Held> refreshed(Account row) {
        return endpoint.refreshed(row)
                .map(answer -> row.withCredentials(endpoint.merged(row, answer)))
                .map(Optional::of)
                .onErrorResume(failure -> Mono.just(Optional.empty()))
                .flatMap(renewed -> renewed.isEmpty()
                        ? Mono.just(new Held(row, true))
                        : accounts.update(renewed.get())
                                .onErrorResume(notStored -> Mono.empty())
                                .thenReturn(new Held(renewed.get(), false)));
    }

    /** The end of {@code GetAccessToken}: the version check, then the cache write, then the token, expired or not. */
    private Mono<String> served(Held held) {
        Optional<String> token = held.account().credentials().accessToken().map(Secret::expose);
        if (token.isEmpty()) {
            return Mono.error(new IllegalStateException("access_token not found in credentials"));
        }
        return accounts.newerThan(held.account())
                .map(OriginalProvider::latest)
                .switchIfEmpty(Mono.fromSupplier(() -> published(held, token.get())))
                .flatMap(way -> way);
    }

    private static Mono<String> latest(Account row) {
        return row.credentials()
                .accessToken()
                .map(token -> Mono.just(token.expose()))
                .orElseGet(() -> Mono.error(new IllegalStateException("access_token not found after version check")));
    }

    private Mono<String> published(Held held, String token) {
        return cache.setAccessToken(Long.parseLong(held.account().id()), token, timeToLive(held))
                .onErrorResume(failure -> Mono.empty())
                .thenReturn(token);
    }

    private Duration timeToLive(Held held) {
        if (held.refreshFailed()) {
            return settings.shortTtl();
        }
        return life(held.account())
                .map(life -> life.compareTo(settings.cacheSkew()) > 0
                        ? life.minus(settings.cacheSkew())
                        : life.isNegative() || life.isZero() ? settings.shortTtl() : life)
                .orElse(settings.unknownTtl());
    }
}
