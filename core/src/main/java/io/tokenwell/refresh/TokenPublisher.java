package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Reads and fills the cache. A cache that fails costs a line in the log, never a token. */
final class TokenPublisher {

    private static final Logger log = LoggerFactory.getLogger(TokenPublisher.class);

    private final TroubleLog reading;
    private final TroubleLog writing;
    private final TokenCache cache;
    private final Freshness freshness;
    private final RefreshRuntime runtime;
    private final Duration timeout;

    TokenPublisher(TokenCache cache, Freshness freshness, RefreshRuntime runtime, Duration timeout) {
        this.cache = cache;
        this.freshness = freshness;
        this.runtime = runtime;
        this.timeout = timeout;
        this.reading = new TroubleLog(log, "Token cache not readable, going on without it", runtime);
        this.writing = new TroubleLog(log, "Token cache not writable, going on without it", runtime);
    }

    /** The cached token; empty if there is none, it is past its expiry, or the cache fails. */
    Mono<CachedToken> cached(AccountKey key) {
        return cache.get(key)
                .timeout(timeout, runtime.scheduler())
                .onErrorResume(failure -> {
                    reading.failed(key, failure);
                    return Mono.empty();
                })
                .filter(freshness::live)
                .mapNotNull(entry -> entry.stripped().orElse(null));
    }

    /** Puts the account's token into the cache for as long as it may stay there. Completes empty, never errors. */
    Mono<Void> publishQuietly(Account account, boolean provisional) {
        return Mono.defer(() -> {
            Optional<Duration> ttl = freshness.timeToLive(account.credentials(), provisional);
            Optional<CachedToken> entry = CachedToken.of(account);
            return ttl.isEmpty() || entry.isEmpty()
                    ? Mono.empty()
                    : published(AccountKey.of(account), entry.get(), ttl.get());
        });
    }

    Mono<Void> evict(AccountKey key) {
        return cache.evict(key).timeout(timeout, runtime.scheduler());
    }

    private Mono<Void> published(AccountKey key, CachedToken entry, Duration ttl) {
        return cache.put(key, entry, ttl)
                .timeout(timeout, runtime.scheduler())
                .doOnNext(stored -> log.debug("Token cached: key={} stored={} ttl={}", key, stored, ttl))
                .onErrorResume(failure -> {
                    writing.failed(key, failure);
                    return Mono.empty();
                })
                .then();
    }
}
