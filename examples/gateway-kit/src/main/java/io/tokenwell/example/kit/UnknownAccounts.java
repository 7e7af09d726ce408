package io.tokenwell.example.kit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Rejection;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A provider that remembers for a moment which ids no row has: callers name them, and each would cost a look into Redis and
 * one into PostgreSQL. An account that is stored meanwhile is seen when the moment is over, or at once after
 * {@link #invalidate(String)}. Not a matter of the library: what names its accounts there is the application itself. Safe for use by
 * any thread.
 */
public final class UnknownAccounts implements AccessTokenProvider {

    /** Some 100 bytes each. */
    private static final int MOST = 100_000;

    private final AccessTokenProvider tokens;
    private final Cache<String, Boolean> unknown;

    /**
     * Puts it before a provider.
     *
     * @param tokens whom to ask
     * @param moment how long an id is remembered; zero for not at all
     */
    public UnknownAccounts(AccessTokenProvider tokens, Duration moment) {
        this(tokens, moment, Ticker.systemTicker());
    }

    UnknownAccounts(AccessTokenProvider tokens, Duration moment, Ticker ticker) {
        this.tokens = tokens;
        // On the caller's thread: it is never much, and a flood of ids would wait for others.
        this.unknown = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(moment)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Mono<String> getAccessToken(String accountId) {
        return Mono.defer(() -> unknown.getIfPresent(accountId) == null
                ? remembered(accountId, tokens.getAccessToken(accountId))
                : Mono.error(new AccountNotFoundException(accountId)));
    }

    private Mono<String> remembered(String accountId, Mono<String> call) {
        return call.doOnError(AccountNotFoundException.class, e -> unknown.put(accountId, true));
    }

    @Override
    public Mono<String> getAccessToken(Account account) {
        return tokens.getAccessToken(account);
    }

    @Override
    public Mono<String> replaceRejected(Account account, String rejectedAccessToken) {
        return tokens.replaceRejected(account, rejectedAccessToken);
    }

    @Override
    public Mono<String> replaceRejected(String accountId, String rejectedAccessToken) {
        return tokens.replaceRejected(accountId, rejectedAccessToken);
    }

    @Override
    public Mono<String> replaceRejected(Account account, String rejectedAccessToken, Rejection rejection) {
        return tokens.replaceRejected(account, rejectedAccessToken, rejection);
    }

    @Override
    public Mono<String> replaceRejected(String accountId, String rejectedAccessToken, Rejection rejection) {
        return tokens.replaceRejected(accountId, rejectedAccessToken, rejection);
    }

    @Override
    public Mono<Void> invalidate(Account account) {
        return Mono.defer(() -> {
            unknown.invalidate(account.id());
            return tokens.invalidate(account);
        });
    }

    @Override
    public Mono<Void> invalidate(String accountId) {
        return Mono.defer(() -> {
            unknown.invalidate(accountId);
            return tokens.invalidate(accountId);
        });
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return tokens.reinstate(accountId);
    }
}
