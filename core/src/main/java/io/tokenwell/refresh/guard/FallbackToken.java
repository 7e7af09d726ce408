package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Restart.Why;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers a call that did not refresh: with the newest stored token while that is valid, else with the reason why there
 * is none.
 */
public final class FallbackToken {

    private final AccountRules rules;
    private final Freshness freshness;
    private final GuardedAccounts stored;
    private final GuardedCache cache;

    public FallbackToken(AccountRules rules, Freshness freshness, GuardedAccounts stored, GuardedCache cache) {
        this.rules = rules;
        this.freshness = freshness;
        this.stored = stored;
        this.cache = cache;
    }

    /** Emits the stored token of an account whose own client refreshes it. */
    Mono<Served> unrefreshed(Walk walk) {
        return stored.newest(walk.account())
                .flatMap(row -> published(
                        row, freshness.due(row.credentials()), pending(row, "its own client refreshes it", null)))
                .map(this::stored);
    }

    /**
     * Emits the stored token after the last redemption failed a moment ago, or the server refused the refresh token for
     * good. Caches it for no longer than the cooldown lasts.
     */
    public Mono<Served> duringCooldown(Account row, Cooldowns.Entry cooldown) {
        RuntimeException otherwise = cooldown.reason() instanceof ReauthorizationRequiredException loggedOut
                ? loggedOut
                : pending(row, "its last refresh failed; the next may start after a cooldown", cooldown.reason());
        return Mono.fromSupplier(() -> servable(row, otherwise))
                .flatMap(token -> inUse(row)
                        ? cache.published(token, row, freshness.due(row.credentials()), cooldown.left())
                        : Mono.just(token))
                .map(this::stored);
    }

    /**
     * Emits a token that is served while its refresh runs in the background; caches it for no longer than
     * {@code atMost}.
     */
    public Mono<Served> still(Account row, Duration atMost) {
        return Mono.fromSupplier(() -> newerToken(row, null))
                .flatMap(token -> cache.published(token, row, freshness.due(row.credentials()), atMost))
                .map(Served::behind);
    }

    /** Emits the token of a row that the claim found to need no refresh; {@code latest} is that row read once more. */
    public Mono<Served> rowInstead(Account latest, Account row) {
        return GuardedAccounts.replaces(latest, row)
                ? Mono.fromSupplier(() -> tokenOfNewer(latest, null))
                : published(row, freshness.due(row.credentials()), pending(row, "its own client refreshes it", null))
                        .map(this::stored);
    }

    /** Publishes a token that has just been redeemed and saved, and emits it. */
    public Mono<Served> published(Account redeemed, boolean provisional) {
        return published(redeemed, provisional, pending(redeemed, "the fresh token has expired", null))
                .map(Served::refreshed);
    }

    /**
     * Emits the stored token after waiting. Never writes the cache: the token may be older than what the winner is
     * about to publish.
     */
    public Mono<Served> afterWaiting(Walk walk) {
        return stored.newest(walk.account())
                .map(row -> GuardedAccounts.replaces(row, walk.account())
                        ? tokenOfNewer(row, pending(row, "another is refreshing it", null))
                        : stored(servable(row, pending(row, "another is refreshing it", null))));
    }

    /**
     * Emits the stored token while it is valid: this instance is closing and refreshes no more, but others may have
     * stored one.
     */
    Mono<Served> whileClosing(Walk walk) {
        return stored.newest(walk.account()).map(row -> stored(servable(row, LastCheck.closing(row.id()))));
    }

    /**
     * Emits the token to serve after a refresh that failed; {@code latest} is the newest row known. Errors if it has no
     * valid token.
     */
    public Mono<Served> afterFailure(Account own, Account latest, RuntimeException failure) {
        return isAdopted(latest, own)
                ? Mono.fromSupplier(() -> tokenOfNewer(rules.checkedRow(latest), failure))
                : published(own, true, failure).map(this::stored);
    }

    /**
     * Emits the stored token if no refresh could be asked for. Callers whose token was rejected get {@code problem}
     * instead of that same token.
     */
    public Mono<Served> insteadOf(Walk walk, RuntimeException problem) {
        return stored.current(walk.account()).flatMap(row -> insteadOf(walk, row, row, problem));
    }

    /** Emits what {@link #insteadOf(Walk, RuntimeException)} does; {@code latest} is the newest row known. */
    public Mono<Served> insteadOf(Walk walk, Account latest, RuntimeException problem) {
        return insteadOf(walk, walk.account(), latest, problem);
    }

    private Mono<Served> insteadOf(Walk walk, Account own, Account latest, RuntimeException problem) {
        return afterFailure(own, latest, problem)
                .filter(left -> walk.demand().accepts(left.token()))
                .switchIfEmpty(Mono.error(problem));
    }

    /**
     * Emits the token of the row that came meanwhile. Errors with {@link Restart}, so that the walk starts again, if
     * that row is due itself or has a refresh token without any access token.
     */
    public Mono<Served> ofWinner(Account row) {
        return freshness.due(row.credentials())
                ? Mono.error(() -> new Restart(Why.ROW_DUE))
                : Mono.fromSupplier(() -> tokenOfNewer(row, null));
    }

    /**
     * Reports whether another process has refreshed or a user has logged in anew: then version or refresh token differ.
     */
    private static boolean isAdopted(Account latest, Account own) {
        return GuardedAccounts.replaces(latest, own)
                || !latest.credentials().refreshToken().equals(own.credentials().refreshToken());
    }

    public Served tokenOfNewer(Account newer, @Nullable RuntimeException failure) {
        return stored(newerToken(newer, failure));
    }

    private CachedToken newerToken(Account newer, @Nullable RuntimeException failure) {
        if (newer.credentials().accessToken().isEmpty()) {
            throw noToken(newer, "access_token not found after version check", failure);
        }
        return servable(newer, failure == null ? pending(newer, "its stored token has expired", null) : failure);
    }

    private Mono<CachedToken> published(Account account, boolean provisional, RuntimeException otherwise) {
        return Mono.fromSupplier(() -> servable(account, otherwise))
                .flatMap(token -> inUse(account) ? cache.published(token, account, provisional) : Mono.just(token));
    }

    private Served stored(CachedToken token) {
        return Served.stored(token, freshness);
    }

    /**
     * Reports whether the account is in use. One that is not may be refreshed ahead of its return into use: until then
     * no caller is to find its token in the cache.
     */
    private static boolean inUse(Account account) {
        return account.status().equals(Account.ACTIVE);
    }

    private CachedToken servable(Account account, RuntimeException otherwise) {
        CachedToken token = CachedToken.of(account)
                .orElseThrow(() -> noToken(account, "access_token not found in credentials", otherwise));
        if (!freshness.servable(account.credentials())) {
            throw otherwise;
        }
        return token;
    }

    private static InvalidAccountException noToken(
            Account account, String missing, @Nullable RuntimeException failure) {
        String reason = account.credentials().accessTokenUnusable()
                ? "its access_token has characters that no token has; a refresh or a new login replaces it"
                : missing;
        return new InvalidAccountException(account.id(), reason, failure);
    }

    private static TokenRefreshPendingException pending(Account account, String reason, @Nullable Throwable cause) {
        return new TokenRefreshPendingException(account.id(), "no valid token: " + reason, cause);
    }
}
