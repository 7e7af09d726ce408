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

    /** {@code logins} end with the tokens that are found here. */
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

    /** What this process knows without asking; null if it must ask. */
    @Nullable
    public CachedToken known(AccountKey key) {
        CachedToken found = cache.peek(key);
        if (found != null) {
            hit(key);
        }
        return found;
    }

    /** The entry as it is, unbounded in time. A cache that throws has failed as well. */
    Mono<CachedToken> asked(AccountKey key) {
        try {
            return cache.get(key).doOnNext(entry -> logins.seen(key, entry.version()));
        } catch (RuntimeException broken) {
            return Mono.error(broken);
        }
    }

    /** The entry's token; null if it is blank or past its expiry. */
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

    /** The cached token; empty if there is none, it is past its expiry, or the cache fails. */
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
     * The token that is to be handed out: this one of the account, put into the cache for as long as it may stay there; or a
     * newer one that is found there, as after a login that this process does not know of. Never errors.
     */
    public Mono<CachedToken> published(CachedToken token, Account account, boolean provisional) {
        return published(token, account, provisional, ChronoUnit.FOREVER.getDuration());
    }

    /** As above, and in the cache no longer than this. */
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

    /** Whether the cache has taken it; empty if that is not known. Never errors. */
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

    /** The row's token where an older one may have come into the cache; none if it is not in use. Completes empty, never errors. */
    public Mono<Void> caughtUp(Account row) {
        return CacheEntry.inUse(row)
                ? publishQuietly(row, row.credentials().expiresAt().isEmpty())
                : replacedQuietly(row);
    }

    /** As {@link #replaced}, as far as the cache can be reached. Completes empty, never errors. */
    public Mono<Void> replacedQuietly(Account row) {
        AccountKey key = AccountKey.of(row);
        return detachedIfSilent(row, replaced(key, Mono.just(row)).onErrorResume(failure -> {
            writing.failed(key, failure);
            return Mono.empty();
        }));
    }

    /**
     * Forgets the cached token, and lets no older one than the row's in any more: somebody may be about to publish what was
     * redeemed before the row was changed. A blank entry is a miss to all who read it. Where the row cannot be read, nothing
     * redeemed so far is let in, and the error is passed on.
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
