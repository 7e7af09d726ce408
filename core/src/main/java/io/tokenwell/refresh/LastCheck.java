package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is checked right before a refresh token is sent: it cannot be taken back. */
final class LastCheck {

    private final StoredAccounts stored;
    private final AttemptEnd end;
    private final FallbackToken fallback;
    private final Stop closing;

    LastCheck(RefreshParts parts) {
        this.stored = parts.stored();
        this.end = parts.end();
        this.fallback = parts.fallback();
        this.closing = parts.closing();
    }

    /** The sending, unless there is a reason against it: then the claim is given back. */
    Mono<CachedToken> passed(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, Supplier<Mono<CachedToken>> sending) {
        return previous == null ? unlessClosing(claim, sending) : ifAsRead(claim, sending);
    }

    private Mono<CachedToken> unlessClosing(RefreshClaim claim, Supplier<Mono<CachedToken>> sending) {
        return closing.isSet() ? unsent(claim, closing(claim.account().id())) : sending.get();
    }

    /**
     * Whoever began an earlier attempt may have ended it since the claim read the row: the pair came into the table, and then
     * left escrow before that was looked into. What is in the row now cannot have been sent by them.
     */
    private Mono<CachedToken> ifAsRead(RefreshClaim claim, Supplier<Mono<CachedToken>> sending) {
        Account read = claim.account();
        return stored.bounded(stored.repository().findById(read.id()))
                .filter(row -> Rotations.sameTokens(row, read))
                .map(same -> unlessClosing(claim, sending))
                .switchIfEmpty(Mono.fromSupplier(() -> end.abandoned(claim).then(Mono.error(LockHeld::new))))
                .onErrorResume(unreadable -> Mono.just(unsent(claim, Failures.typed(read.id(), "find", unreadable))))
                .flatMap(Function.identity());
    }

    private Mono<CachedToken> unsent(RefreshClaim claim, RuntimeException why) {
        Account read = claim.account();
        return end.abandoned(claim).defaultIfEmpty(read).flatMap(latest -> fallback.afterFailure(read, latest, why));
    }

    /** A process that ends begins no attempt that it may not see the end of. */
    static TokenRefreshPendingException closing(long accountId) {
        return new TokenRefreshPendingException(
                accountId, "no valid token, and this instance is closing: another one will refresh it", null);
    }
}
