package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Secret;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.LoginsNeeded;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Reads and fills the cache. A cache that fails costs a line in the log, never a token. */
public final class GuardedCache {

    private static final Logger log = LoggerFactory.getLogger(GuardedCache.class);

    private final TroubleLog reading;
    private final TroubleLog writing;
    private final TokenCache cache;
    private final Freshness freshness;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final DetachedWork detached;
    private final LoginsNeeded logins;

    /** Creates the guard; a token that is found here ends an older entry of its account in {@code logins}. */
    public GuardedCache(
            TokenCache cache,
            Freshness freshness,
            RefreshRuntime runtime,
            Duration timeout,
            DetachedWork detached,
            LoginsNeeded logins) {
        this.cache = cache;
        this.freshness = freshness;
        this.runtime = runtime;
        this.timeout = timeout;
        this.detached = detached;
        this.logins = logins;
        this.reading = new TroubleLog(log, "Token cache not readable, going on without it", runtime);
        this.writing = new TroubleLog(log, "Token cache not writable, going on without it", runtime);
    }

    /** Returns the token that this process knows without asking; null if it must ask. */
    @Nullable
    public CachedToken known(AccountKey key) {
        CachedToken found = cache.peek(key);
        if (found != null) {
            hit(key);
        }
        return found;
    }

    /** Emits the entry as it is, unbounded in time. Errors also if the cache throws. */
    Mono<CachedToken> asked(AccountKey key) {
        try {
            return cache.get(key).doOnNext(entry -> logins.seen(key, entry.version()));
        } catch (RuntimeException broken) {
            return Mono.error(broken);
        }
    }

    /** Returns the entry's token; null if it is blank or past its expiry. */
    @Nullable
    String usable(CachedToken entry) {
        return freshness.live(entry)
                ? entry.token().stripped().map(Secret::expose).orElse(null)
                : null;
    }

    void hit(AccountKey key) {
        if (log.isDebugEnabled()) {
            log.debug("Token cache hit: account_id={}", key.accountId());
        }
    }

    void unreadable(AccountKey key, Throwable failure) {
        reading.failed(key, failure);
    }

    /** Emits the cached token; empty if there is none, it is past its expiry, or the cache fails. */
    public Mono<CachedToken> cached(AccountKey key) {
        return UnansweredStore.asked(asked(key), timeout, runtime)
                .onErrorResume(failure -> {
                    unreadable(key, failure);
                    return Mono.empty();
                })
                .filter(freshness::live)
                .mapNotNull(entry -> entry.stripped().orElse(null));
    }

    /**
     * Caches the account's token for as long as allowed. Emits the token to hand out: this one, or a newer one that is
     * found in the cache, as after a login that this process does not know of. Never errors.
     */
    public Mono<CachedToken> published(CachedToken token, Account account, boolean provisional) {
        return published(token, account, provisional, ChronoUnit.FOREVER.getDuration());
    }

    /** Publishes the token likewise, but caches it for no longer than {@code atMost}. */
    public Mono<CachedToken> published(CachedToken token, Account account, boolean provisional, Duration atMost) {
        AccountKey key = AccountKey.of(account);
        return taken(account, provisional, atMost)
                .filter(taken -> !taken)
                .flatMap(refused -> UnansweredStore.spared(cached(key), Mono.empty()))
                .filter(found -> found.version() > token.version())
                .defaultIfEmpty(token);
    }

    /** Puts the account's token into the cache for as long as it may stay there. Completes empty, never errors. */
    Mono<Void> publishQuietly(Account account, boolean provisional) {
        return taken(account, provisional, ChronoUnit.FOREVER.getDuration()).then();
    }

    /** Emits whether the cache has taken the token; empty if that is not known. Never errors. */
    private Mono<Boolean> taken(Account account, boolean provisional, Duration atMost) {
        return Mono.defer(() -> {
            logins.seen(account);
            Optional<Duration> ttl = freshness
                    .timeToLive(account.credentials(), provisional)
                    .map(life -> life.compareTo(atMost) > 0 ? atMost : life)
                    .filter(life -> life.compareTo(Freshness.SHORTEST_TTL) >= 0);
            Optional<CachedToken> entry = CachedToken.of(account);
            return ttl.isEmpty() || entry.isEmpty()
                    ? Mono.just(false)
                    : detachedIfSilent(
                            account, putQuietly(AccountKey.of(account), new CacheEntry(entry.get(), ttl.get())));
        });
    }

    private <T> Mono<T> detachedIfSilent(Account account, Mono<T> work) {
        return UnansweredStore.written(work, late -> detached.begun(AccountKey.of(account), late));
    }

    /**
     * Caches the row's token in place of an older one; none if the account is not in use. Completes empty, never
     * errors.
     */
    public Mono<Void> caughtUp(Account row) {
        return CacheEntry.inUse(row)
                ? publishQuietly(row, row.credentials().expiresAt().isEmpty())
                : replacedQuietly(row);
    }

    /** Does what {@link #replaced} does, as far as the cache can be reached. Completes empty, never errors. */
    public Mono<Void> replacedQuietly(Account row) {
        AccountKey key = AccountKey.of(row);
        return detachedIfSilent(row, replaced(key, Mono.just(row)).onErrorResume(failure -> {
            writing.failed(key, failure);
            return Mono.empty();
        }));
    }

    /**
     * Removes the cached token, and lets no token older than the row's in any more: another walk may be about to
     * publish what was redeemed before the row was changed. A blank entry is a miss to all readers. If the row cannot
     * be read, nothing redeemed so far is let in, and the error is passed on.
     */
    public Mono<Void> replaced(AccountKey key, Mono<Account> newest) {
        return Mono.defer(() -> {
            CacheEntry unknown = CacheEntry.fence(runtime.clock().millis());
            Mono<CacheEntry> entry = newest.map(row -> CacheEntry.of(row, freshness))
                    .onErrorResume(InvalidAccountException.class, unusable -> Mono.empty())
                    .defaultIfEmpty(unknown)
                    .onErrorResume(unreadable -> put(key, unknown).then(Mono.error(unreadable)));
            return cache.evict(key)
                    .timeout(timeout, runtime.scheduler())
                    .then(entry)
                    .flatMap(replacement -> put(key, replacement))
                    .then();
        });
    }

    private Mono<Boolean> putQuietly(AccountKey key, CacheEntry entry) {
        return put(key, entry).onErrorResume(failure -> {
            writing.failed(key, failure);
            return Mono.empty();
        });
    }

    private Mono<Boolean> put(AccountKey key, CacheEntry entry) {
        return UnansweredStore.asked(cache.put(key, entry.token(), entry.timeToLive()), timeout, runtime)
                .doOnNext(stored -> log.debug(
                        "Token cached: account_id={} stored={} ttl={}", key.accountId(), stored, entry.timeToLive()));
    }
}
